import type { ReceivedRequest, Reply } from '@registry-images/testing';

/** A password that no encoding but UTF-8 sends right, and with a colon, which ends the name. */
export const alice = { username: 'alice', password: 'wönder:land' } as const;

/** How it is shown. */
export const basicOfAlice: string = `Basic ${Buffer.from('alice:wönder:land').toString('base64')}`;

/** Asks for the tags of `app`. */
export const tagsLine = 'GET /v2/app/tags/list?n=1000';

/** The tags of `app`: `v1`. */
export const tagsReply: Reply = { body: { name: 'app', tags: ['v1'] } };

/** Says how one has to say who one is. */
export function challenge(value: string): Reply {
  return { status: 401, headers: { 'www-authenticate': value } };
}

/** Wants a token from `<origin>/token` for the tags of `app`. */
export function wantsToken(origin: string, { error }: { readonly error?: string } = {}): Reply {
  const more = error === undefined ? '' : `,error="${error}"`;
  return challenge(`Bearer realm="${origin}/token",service="odd",scope="repository:app:pull"${more}`);
}

/** Asks for such a token. */
export function tokenLine(scope = 'repository:app:pull'): string {
  return `GET /token?service=odd&scope=${encodeURIComponent(scope)}`;
}

/** What some requests said of who sends them. */
export function authorizations(requests: readonly ReceivedRequest[]): readonly (string | undefined)[] {
  return requests.map(({ headers }) => headers.authorization);
}
