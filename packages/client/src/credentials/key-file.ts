import { InvalidArgumentError } from '../errors/invalid-argument-error.ts';
import type { SigningKey } from './jwt.ts';

/**
 * An authorized key of a service account, as `yc iam key create` writes it, or as the API gives it. Other fields do not
 * matter.
 *
 * @see https://yandex.cloud/en/docs/iam/concepts/authorization/key
 */
export type ServiceAccountKey =
  | {
      /** The id of the key. */
      readonly id: string;
      /** The id of the service account. */
      readonly service_account_id: string;
      /** PEM (PKCS #8), with whatever lines there are before it. */
      readonly private_key: string;
    }
  | {
      /** The id of the key. */
      readonly id: string;
      /** The id of the service account. */
      readonly serviceAccountId: string;
      /** PEM (PKCS #8), with whatever lines there are before it. */
      readonly privateKey: string;
    };

/** A key that can sign for its service account. */
export interface ParsedKey extends SigningKey {
  readonly serviceAccountId: string;
}

/**
 * Reads a key, or the text of a key file.
 *
 * @throws InvalidArgumentError without a word of the key, and without the cause, which may quote it.
 */
export function parseServiceAccountKey(key: unknown): ParsedKey {
  const fields = fieldsOf(key);
  return {
    id: textOf('id', fields['id']),
    serviceAccountId: textOf(
      'service_account_id',
      fields['service_account_id'] ?? fields['serviceAccountId'],
    ),
    privateKey: derOf(textOf('private_key', fields['private_key'] ?? fields['privateKey'])),
  };
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new InvalidArgumentError('key', `has no ${name}: it is not the key of a service account.`);
}

function fieldsOf(key: unknown): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = typeof key === 'string' ? JSON.parse(key) : key;
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // The cause would quote the beginning of the text, which may be the key itself.
  }
  throw new InvalidArgumentError('key', 'is not a JSON object.');
}

/** PEM may have text before it (RFC 7468, section 2). Yandex Cloud writes a line there that leaks are searched for. */
function derOf(pem: string): Uint8Array<ArrayBuffer> {
  const [, base64] =
    /-----BEGIN PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----/.exec(pem) ?? [];
  try {
    if (base64 !== undefined) return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    // Not base64.
  }
  throw new InvalidArgumentError('key', 'has no private key in PEM (PKCS #8).');
}
