import { createImagesClient, isImagesError } from '@registry-images/client';
import { createMetadataCredential } from '@registry-images/client/credentials/metadata';
import { createFakeImageService } from '@registry-images/client/testing';

/** What a client does where things go wrong. */
export interface Behaviour {
  readonly tokens: {
    /** How many requests for a token 1000 concurrent calls make that have none. */
    readonly atFirst: number;
    /** How many 1000 calls make when the token that they had has expired. */
    readonly afterExpiry: number;
    /** How many of those calls are sent with the expired token all the same. */
    readonly expired: number;
  };
  /** What becomes of a wait of which the second poll fails, in words. */
  readonly wait: string;
}

const calls = 1000;

/** Shows what this client does, on a clock that does not have to be waited for. */
export async function probeClient(): Promise<Behaviour> {
  return { tokens: await countTokenRequests(), wait: await waitOnFailingPoll() };
}

/** Counts what the 1000 calls of each kind ask the metadata service for. */
export async function countTokenRequests(): Promise<Behaviour['tokens']> {
  const fake = createFakeImageService({ images: [{ name: 'crp1/team/app' }] });
  const { clock } = fake;
  const imageId = fake.images()[0]?.id ?? '';
  let requests = 0;
  const credential = createMetadataCredential({
    clock,
    async fetch() {
      requests += 1;
      return Response.json({ access_token: `t1.${requests}`, expires_in: 3600, token_type: 'Bearer' });
    },
  });
  const sent: (string | null)[] = [];
  const { images } = createImagesClient({
    ...fake.clientOptions,
    credential,
    fetch(request) {
      sent.push(request.headers.get('authorization'));
      return fake.clientOptions.fetch(request);
    },
  });
  const callTogether = (): Promise<unknown> =>
    Promise.all(Array.from({ length: calls }, () => images.get(imageId)));
  await callTogether();
  const atFirst = requests;
  await clock.advance(3601 * 1000);
  sent.length = 0;
  await callTogether();
  const expired = sent.filter((authorization) => authorization === 'Bearer t1.1').length;
  return { atFirst, afterExpiry: requests - atFirst, expired };
}

async function waitOnFailingPoll(): Promise<string> {
  const fake = createFakeImageService({ images: [{ name: 'crp1/team/app' }], deletionMs: 60_000 });
  // For good, because a poll that fails once is repeated.
  fake.inject({ kind: 'refusal', status: 'UNAVAILABLE', on: 'operations.get', after: 1, times: Infinity });
  const { images } = createImagesClient(fake.clientOptions);
  const deletion = await images.delete(fake.images()[0]?.id ?? '');
  return deletion.wait().then(
    () => 'resolves',
    (error: unknown) =>
      isImagesError(error)
        ? `rejects with ${error.name} after ${error.attempts} attempts`
        : 'rejects with something else',
  );
}
