import { createHash, randomBytes } from 'node:crypto';

import type { TokenConfig } from '../config/config.ts';
import type { Principal } from './principal.ts';
import { matchesEverything, registryMatcher, repositoryMatcher } from './repository-pattern.ts';

/** Finds who a token is of; undefined for a token that nobody has. */
export type FindPrincipal = (token: string) => Principal | undefined;

/**
 * Makes the look-up of tokens. It goes by their digests: what it takes tells nothing of a token, because nobody can
 * choose a token whose digest is near to that of another.
 */
export function createTokens(tokens: readonly TokenConfig[]): FindPrincipal {
  const principals = new Map(tokens.map((token) => [token.sha256, toPrincipal(token)]));
  return (token) => principals.get(hashToken(token));
}

/** The SHA-256 of a token, in hexadecimal. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Makes a token of 32 random bytes. No salt and no slow hash is needed for it: nobody can try so many. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Who calls where no token is asked for: anybody on this machine, who may do everything. */
export const anonymous: Principal = {
  name: 'anonymous',
  canRead: () => true,
  canReadIn: () => true,
  canDelete: () => true,
  seesAll: true,
};

function toPrincipal({ name, role, repositories }: TokenConfig): Principal {
  const matches = repositoryMatcher(repositories);
  return {
    name,
    canRead: matches,
    canReadIn: registryMatcher(repositories),
    canDelete: role === 'deleter' ? matches : () => false,
    seesAll: repositories.some(matchesEverything),
  };
}
