import { sign, type KeyObject } from 'node:crypto';

/**
 * Makes a certificate by which a key vouches for itself, in PEM. It is good for a server on `127.0.0.1`, and for as long
 * as its form can say.
 *
 * @param keys of the elliptic curve P-256
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function selfSignedCertificate({
  publicKey,
  privateKey,
}: {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}): string {
  const ecdsaWithSha256 = sequence(element(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
  const commonName = sequence(
    element(0x06, Buffer.from('550403', 'hex')),
    element(0x0c, Buffer.from('test')),
  );
  const name = sequence(element(0x31, commonName));
  const body = sequence(
    element(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    sequence(element(0x18, Buffer.from('20200101000000Z')), element(0x18, Buffer.from('99991231235959Z'))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(sequence(subjectAltName, element(0x04, sequence(element(0x87, loopback)))))),
  );
  const signature = element(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const lines =
    sequence(body, ecdsaWithSha256, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const subjectAltName = element(0x06, Buffer.from('551d11', 'hex'));
const loopback = Buffer.from([127, 0, 0, 1]);

function sequence(...elements: readonly Buffer[]): Buffer {
  return element(0x30, ...elements);
}

function integer(value: number): Buffer {
  return element(0x02, Buffer.from([value]));
}

/** One element of DER: tag, length, content. */
function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(bytes)]), bytes]);
}

/** The shortest form that the length has: no other one is DER. */
function lengthOf({ length }: Buffer): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
