import { hashToken, makeToken } from '../access/tokens.ts';

/** What `make-token` prints: a new token, which nobody can see again, and what the configuration has of it. */
export function describeNewToken(name: string, token: string = makeToken()): string {
  return [
    `The token, for whoever will carry it; it is shown this once: ${token}`,
    '',
    'For tokens: in the configuration file:',
    `  - { name: '${name}', sha256: ${hashToken(token)}, role: reader, repositories: ['**'] }`,
    '',
  ].join('\n');
}
