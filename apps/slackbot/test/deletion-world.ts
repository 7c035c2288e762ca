import { createImagesClient, isImagesError, type ImagesClient } from '@registry-images/client';
import {
  createFakeImageService,
  type FakeImageService,
  type NewImage,
} from '@registry-images/client/testing';
import type { Image } from '@registry-images/model';
import { onTestFinished } from 'vitest';

import type { PlacedActor, PolicySource } from '../src/features/actor.ts';
import { askToConfirm } from '../src/features/ask-to-confirm.ts';
import { requestDeletion, type ConfirmedDeletion, type Requested } from '../src/features/request-deletion.ts';
import { runDeletion, type Ran, type RunDeps } from '../src/features/run-deletion.ts';
import type { Directory } from '../src/policy/directory.ts';
import { parsePolicy } from '../src/policy/parse-policy.ts';
import { defaultPolicy, type Policy } from '../src/policy/policy.ts';
import type { RegistryScope } from '../src/registry-scope.ts';
import type { AuditEntry } from '../src/state/audit-entry.ts';
import type { DeletionRequest } from '../src/state/deletion-request.ts';
import { openState, type State } from '../src/state/state.ts';

/** The team of the tests. */
export const team = 'T1';
/** The text of a policy under which everyone may delete, but `latest` only once somebody else approves. */
export const everyoneApproves = `
roles: { deleter: everyone, approver: everyone }
protected: [{ tags: latest, approvals: 1, typeDigest: false }]
`;
/** Somebody, in the channel of the tests. */
export const ada: PlacedActor = { teamId: team, userId: 'U0ADA', channelId: 'C0GENERAL' };
/** Somebody else there. */
export const grace: PlacedActor = { ...ada, userId: 'U0GRACE' };
/** One more. */
export const linus: PlacedActor = { ...ada, userId: 'U0LINUS' };

/** A registry, a memory and a policy, and what tests do with them. */
export interface DeletionWorld extends RunDeps {
  readonly service: FakeImageService;
  readonly images: ImagesClient;
  readonly state: State;
  readonly policyIn: PolicySource['policyIn'];
  readonly directory: Directory;
  readonly scope: RegistryScope;
  readonly signal: AbortSignal;
  /** Lets somebody confirm that images go, all of the registry by default; answers what came of it. */
  request(answer?: Partial<ConfirmedDeletion>, images?: readonly Image[]): Promise<Requested>;
  /** The same, where it must come to a request. */
  requested(answer?: Partial<ConfirmedDeletion>, images?: readonly Image[]): Promise<DeletionRequest>;
  run(request: Pick<DeletionRequest, 'id'>): Promise<Ran>;
  get(request: Pick<DeletionRequest, 'id'>): DeletionRequest;
  /** The audit, the oldest line first. */
  audit(): readonly AuditEntry[];
  /** How many orders to delete an image there were. */
  orders(): number;
}

/** Makes a world with some images, under a policy file or none, which remembers in a file or nowhere. */
export function createDeletionWorld(
  images: readonly NewImage[],
  policyText?: string,
  databasePath = ':memory:',
): DeletionWorld {
  const service = createFakeImageService({ images });
  const client = createImagesClient(service.clientOptions);
  const state = openState(databasePath);
  onTestFinished(() => state[Symbol.dispose]());
  let ids = 0;
  const deps = {
    service,
    images: client,
    state,
    // Whole ms, as the clock of a machine has them.
    clock: { now: () => Math.floor(service.clock.now()) },
    ...under(policyText === undefined ? defaultPolicy : policyOf(policyText)),
    directory: {
      groupsOf: (_teamId: string, userId: string) =>
        Promise.resolve(userId === grace.userId ? [{ id: 'S0SRE', handle: 'sre' }] : []),
      membersOf: (_teamId: string, group: string) =>
        Promise.resolve(group === 'sre' || group === 'S0SRE' ? [grace.userId] : []),
    },
    scope: { kind: 'registry', registryId: 'reg' } as const,
    newId: () => `id-${(ids += 1)}`,
    explain: (error: unknown) => ({
      outcome: isImagesError(error) ? error.code : 'unexpected',
      text: error instanceof Error ? error.message : String(error),
    }),
    signal: new AbortController().signal,
  };

  async function request(
    answer: Partial<ConfirmedDeletion> = {},
    chosen: readonly Image[] = service.images(),
  ): Promise<Requested> {
    const actor = answer.actor ?? ada;
    const asked = await askToConfirm(deps, { actor, images: chosen });
    if (asked.outcome !== 'asked') return asked;
    const { id: confirmationId } = asked.confirmation;
    return requestDeletion(deps, { confirmationId, actor, ...answer }, deps.signal);
  }

  return {
    ...deps,
    request,
    async requested(answer, chosen) {
      const result = await request(answer, chosen);
      if (result.outcome === 'requested') return result.request;
      throw new Error(`No request was made: ${result.outcome}`);
    },
    run: ({ id }) => runDeletion(deps, { teamId: team, id }, { onChange: () => {}, signal: deps.signal }),
    get({ id }) {
      const found = state.requests.get({ teamId: team, id });
      if (!found) throw new Error(`There is no request ${id}.`);
      return found;
    },
    audit: () => state.auditLog.after(team, 0, 1000),
    orders: () => service.requests.filter(({ method }) => method === 'images.delete').length,
  };
}

/** What it takes to be under a policy, in whatever workspace. */
export function under(policy: Policy): Pick<PolicySource, 'policyIn'> {
  return { policyIn: () => Promise.resolve(policy) };
}

/** Reads a policy that is right. */
export function policyOf(text: string): Policy {
  const parsed = parsePolicy(text);
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.policy;
}
