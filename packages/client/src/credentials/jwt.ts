/** What signs a JWT: the DER of a PKCS #8 RSA key, and the id by which the receiver knows it. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: Uint8Array<ArrayBuffer>;
}

/**
 * Signs claims as a JWT by PS256, the only algorithm that Yandex Cloud's IAM takes. The salt is as long as the hash, as
 * RFC 7518 wants it: https://www.rfc-editor.org/rfc/rfc7518#section-3.5.
 *
 * @throws DOMException if the key is not an RSA key.
 */
export async function signJwt(key: SigningKey, claims: Readonly<Record<string, unknown>>): Promise<string> {
  const name = 'RSA-PSS';
  const algorithm = { name, hash: 'SHA-256' };
  const privateKey = await crypto.subtle.importKey('pkcs8', key.privateKey, algorithm, false, ['sign']);
  const header = { typ: 'JWT', alg: 'PS256', kid: key.id };
  const signed = [header, claims].map((part) => base64Url(encode(JSON.stringify(part)))).join('.');
  const signature = await crypto.subtle.sign({ name, saltLength: 32 }, privateKey, encode(signed));
  return `${signed}.${base64Url(new Uint8Array(signature))}`;
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
