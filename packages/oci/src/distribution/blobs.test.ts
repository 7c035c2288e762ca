import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { oddRegistry, refusal } from '../../test/odd-registry.ts';
import { digestOf } from '../digest.ts';
import { maxDocumentBytes } from '../document.ts';

const bytes = Buffer.from('some bytes');
const digest = digestOf(bytes);
const blob = { digest, size: bytes.length };
const line = `GET /v2/app/blobs/${digest}`;

describe('pullBlob', () => {
  it('reads what has the digest and the size', async () => {
    const { registry } = await oddRegistry({ [line]: { body: bytes } });
    expect(await registry.blob('app', blob)).toEqual(bytes);
  });

  it('says that a blob is not there', async () => {
    const { registry } = await oddRegistry({ [line]: refusal(404, 'BLOB_UNKNOWN') });
    await expect(registry.blob('app', blob)).rejects.toThrow(failing('BLOB_NOT_FOUND', { digest }));
  });

  it.each(['', 'some', 'some bytes and more'])('refuses another size: %j', async (body) => {
    const { registry } = await oddRegistry({ [line]: { body } });
    await expect(registry.blob('app', blob)).rejects.toThrow(failing('SIZE_MISMATCH', { digest }));
  });

  it('refuses other bytes of the same size, and does not quote them', async () => {
    const { registry } = await oddRegistry({ [line]: { body: 'hunter2 !!' } });
    await expect(registry.blob('app', blob)).rejects.toThrow(
      failing('DIGEST_MISMATCH', { digest, message: expect.not.stringContaining('hunter2') }),
    );
  });

  it('reads no more than it may', async () => {
    const { registry, requests } = await oddRegistry({ [line]: { body: bytes } });
    await expect(registry.blob('app', { digest, size: maxDocumentBytes + 1 })).rejects.toThrow(
      failing('TOO_LARGE'),
    );
    await expect(registry.blob('app', blob, { maxBytes: 9 })).rejects.toThrow(failing('TOO_LARGE'));
    expect(requests).toEqual([]);
    expect(await registry.blob('app', blob, { maxBytes: 10 })).toEqual(bytes);
  });

  it('sends nothing that cannot be a digest, or cannot be verified', async () => {
    const { registry, requests } = await oddRegistry({});
    await expect(registry.blob('app', { digest: 'sha256:../x', size: 1 })).rejects.toThrow(
      failing('INVALID_ARGUMENT'),
    );
    await expect(registry.blob('app', { digest: 'blake3:00', size: 1 })).rejects.toThrow(
      failing('UNSUPPORTED_DIGEST'),
    );
    expect(requests).toEqual([]);
  });
});
