import { parseBaseUrl } from '../base-url.ts';
import type { Credential } from '../credential.ts';
import { CredentialError } from '../errors/credential-error.ts';
import { credentialSettings, type CredentialOptions } from './credential-options.ts';
import { signJwt } from './jwt.ts';
import { parseServiceAccountKey, type ServiceAccountKey } from './key-file.ts';
import { createCachedCredential } from './token-cache.ts';
import { askTokenEndpoint, checkToken } from './token-endpoint.ts';

export type { CredentialOptions } from './credential-options.ts';
export type { ServiceAccountKey } from './key-file.ts';

/** The key, or the text of its file. */
type KeyOrText = ServiceAccountKey | string;

/**
 * Which service account, and how to reach IAM.
 *
 * @see [Credentials](../../README.md#credentials)
 */
export interface ServiceAccountKeyOptions extends CredentialOptions {
  /**
   * The authorized key: the text of its file, the JSON in it, or a function that gets either. The function is called
   * before each exchange, about once an hour, so that a key can be replaced while the program runs.
   */
  readonly key: KeyOrText | ((options: { readonly signal: AbortSignal }) => KeyOrText | Promise<KeyOrText>);
  /** Where keys are exchanged for tokens. Default: `https://iam.api.cloud.yandex.net/iam/v1/tokens`. */
  readonly tokenUrl?: string;
}

/** It names IAM, not a host: Yandex Cloud's own libraries say the same wherever they send it. */
const audience = 'https://iam.api.cloud.yandex.net/iam/v1/tokens';
/** The longest that IAM takes. A JWT is used at once; the rest is for clocks that are late. */
const jwtLifeSeconds = 3600;
const checkClock = 'Check the clock of this machine.';

/**
 * Makes the credential of a service account that has an authorized key. With the key it signs a JWT, which IAM exchanges
 * for a token. The key does not leave the program.
 *
 * @throws InvalidArgumentError if the key, unless a function gets it, or the URL cannot be right.
 * @see https://yandex.cloud/en/docs/iam/operations/iam-token/create-for-sa
 */
export function createServiceAccountKeyCredential(options: ServiceAccountKeyOptions): Credential {
  const { key, tokenUrl = audience } = options;
  const fixed = typeof key === 'function' ? undefined : parseServiceAccountKey(key);
  const settings = credentialSettings(options, `service account key${fixed ? ` ${fixed.id}` : ''}`);
  const url = parseBaseUrl('tokenUrl', tokenUrl);
  const { description, clock } = settings;

  async function createJwt(signal: AbortSignal): Promise<string> {
    try {
      const parsed = fixed ?? parseServiceAccountKey(typeof key === 'function' ? await key({ signal }) : key);
      const iat = Math.floor(clock.now() / 1000);
      const claims = { iss: parsed.serviceAccountId, aud: audience, iat, exp: iat + jwtLifeSeconds };
      return await signJwt(parsed, claims);
    } catch (cause) {
      throw new CredentialError(`${description}: the key cannot be read, or cannot sign.`, { cause });
    }
  }

  return createCachedCredential(settings, {
    async fetchToken(signal) {
      const answer = await askTokenEndpoint(settings, {
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jwt: await createJwt(signal) }),
        signal,
        hint: `Check that the key still exists. ${checkClock}`,
      });
      const token = checkToken(description, 'iamToken', answer['iamToken']);
      const expiresAtMs = Date.parse(String(answer['expiresAt']));
      if (expiresAtMs > clock.now()) return { token, expiresAtMs };
      throw new CredentialError(`${description}: expiresAt is not a time to come. ${checkClock}`);
    },
  });
}
