import type { Digest } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { oddRegistry, refusal } from '../../test/odd-registry.ts';
import { digestOf } from '../digest.ts';
import { maxDocumentBytes } from '../document.ts';
import { mediaTypes } from '../media-type.ts';

const config = { mediaType: mediaTypes.imageConfig, digest: digestOf(new Uint8Array()), size: 0 };
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers: [] }, undefined, 3));
const digest = digestOf(bytes);
const other = digestOf(Buffer.from('other'));
const types = { 'content-type': `${mediaTypes.manifest}; charset=utf-8` };
const reply = { headers: { ...types, 'docker-content-digest': digest }, body: bytes };
const byTag = 'GET /v2/app/manifests/v1';
const byDigest = `GET /v2/app/manifests/${digest}`;

describe('pullManifest', () => {
  it('reads a manifest and names it by its bytes', async () => {
    const { registry, requests } = await oddRegistry({ [byTag]: reply });
    const manifest = await registry.manifest('app', 'v1');
    expect(manifest).toEqual({
      descriptor: { mediaType: mediaTypes.manifest, digest, size: bytes.length },
      bytes,
      content: { kind: 'manifest', mediaType: mediaTypes.manifest, config, layers: [], annotations: {} },
    });
    expect(requests[0]?.headers.accept?.split(', ')).toEqual([
      mediaTypes.index,
      mediaTypes.manifest,
      mediaTypes.dockerIndex,
      mediaTypes.dockerManifest,
    ]);
  });

  it('needs no digest of the registry, and takes one by another algorithm', async () => {
    const sha512 = digestOf(bytes, 'sha512');
    const { registry } = await oddRegistry({
      [byTag]: [
        { headers: types, body: bytes },
        { headers: { ...types, 'docker-content-digest': sha512 }, body: bytes },
      ],
    });
    expect(await registry.manifest('app', 'v1')).toMatchObject({ descriptor: { digest } });
    expect(await registry.manifest('app', 'v1')).toMatchObject({ descriptor: { digest: sha512 } });
  });

  it('is undefined for what is not there', async () => {
    const { registry } = await oddRegistry({ [byTag]: refusal(404, 'MANIFEST_UNKNOWN') });
    expect(await registry.manifest('app', 'v1')).toBeUndefined();
  });

  it('says so where it is the one that is known', async () => {
    const { registry, requests } = await oddRegistry({ [byTag]: { status: 304 } });
    expect(await registry.manifest('app', 'v1', { ifNoneMatch: digest })).toBe('not-modified');
    expect(requests[0]?.headers['if-none-match']).toBe(`"${digest}"`);
    await expect(registry.manifest('app', 'v1')).rejects.toThrow(failing('UNEXPECTED_ANSWER'));
  });

  it.each([
    [byTag, 'v1', { ...reply, headers: { ...types, 'docker-content-digest': other } }],
    [byDigest, digest, { ...reply, headers: { ...types, 'docker-content-digest': other } }],
    [byDigest, digest, { ...reply, body: `${bytes.toString()} ` }],
  ])('refuses other bytes than they should be: %s', async (line, reference, wrong) => {
    const { registry } = await oddRegistry({ [line]: wrong });
    await expect(registry.manifest('app', reference)).rejects.toThrow(failing('DIGEST_MISMATCH'));
  });

  it('refuses a digest of the registry that is none', async () => {
    const headers = { ...types, 'docker-content-digest': 'sha256:00' };
    const { registry } = await oddRegistry({ [byTag]: { ...reply, headers } });
    await expect(registry.manifest('app', 'v1')).rejects.toThrow(failing('UNEXPECTED_ANSWER'));
  });

  it.each(['application/vnd.docker.distribution.manifest.v1+prettyjws', 'application/octet-stream', ''])(
    'does not know the kind %j, and names the digest',
    async (type) => {
      const { registry } = await oddRegistry({ [byTag]: { headers: { 'content-type': type }, body: bytes } });
      await expect(registry.manifest('app', 'v1')).rejects.toThrow(
        failing('UNSUPPORTED_MEDIA_TYPE', { digest }),
      );
    },
  );

  it('refuses a web page', async () => {
    const { registry } = await oddRegistry({
      [byTag]: { headers: { 'content-type': 'text/html' }, body: '<' },
    });
    await expect(registry.manifest('app', 'v1')).rejects.toThrow(failing('UNEXPECTED_ANSWER'));
  });

  it('names the digest of what it cannot read', async () => {
    const body = '{"layers":[]}';
    const { registry } = await oddRegistry({ [byTag]: { headers: types, body } });
    await expect(registry.manifest('app', 'v1')).rejects.toThrow(
      failing('MALFORMED', {
        digest: digestOf(Buffer.from(body)),
        message: expect.stringMatching(
          /^GET .*\/v2\/app\/manifests\/v1: sha256:.* cannot be read: manifest\.config/,
        ),
      }),
    );
  });

  it('reads no more than a manifest may have', async () => {
    const { registry } = await oddRegistry({
      [byTag]: { ...reply, body: Buffer.alloc(maxDocumentBytes + 1) },
    });
    await expect(registry.manifest('app', 'v1')).rejects.toThrow(failing('TOO_LARGE'));
  });

  it('sends nothing that cannot be a reference', async () => {
    const { registry, requests } = await oddRegistry({});
    const crlf: Digest = 'sha256:\r\nx: y';
    await expect(registry.manifest('app', 'sha256:00')).rejects.toThrow(failing('INVALID_ARGUMENT'));
    await expect(registry.manifest('app', '../blobs')).rejects.toThrow(failing('INVALID_ARGUMENT'));
    await expect(registry.manifest('App', 'v1')).rejects.toThrow(failing('INVALID_ARGUMENT'));
    await expect(registry.manifest('app', 'v1', { ifNoneMatch: crlf })).rejects.toThrow(
      failing('INVALID_ARGUMENT'),
    );
    await expect(registry.manifest('app', 'blake3:00')).rejects.toThrow(failing('UNSUPPORTED_DIGEST'));
    expect(requests).toEqual([]);
  });
});
