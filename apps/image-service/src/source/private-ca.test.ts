import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:https';

import { createRegistry } from '@registry-images/oci';
import { listenOnLoopback, selfSignedCertificate } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createFetchTrusting } from './private-ca.ts';

/** A registry with a certificate that only those trust who are told to. */
async function startPrivateRegistry() {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cert = selfSignedCertificate(keys);
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const server = createServer({ cert, key }, (request, response) => {
    const isConditional = request.headers['if-none-match'] !== undefined;
    response.writeHead(isConditional ? 304 : 200, { 'content-type': 'application/json' });
    response.end(isConditional ? undefined : JSON.stringify({ tags: [request.headers['user-agent']] }));
  });
  return { url: `https://${await listenOnLoopback(server)}`, cert };
}

describe('createFetchTrusting', () => {
  it('reaches a registry whose certificate is of that authority', async () => {
    const { url, cert } = await startPrivateRegistry();
    const registry = createRegistry({ url, userAgent: 'test', fetch: createFetchTrusting(cert) });
    expect(await registry.tags('app')).toEqual(['test']);
    const digest = `sha256:${'0'.repeat(64)}` as const;
    expect(await registry.manifest('app', 'v1', { ifNoneMatch: digest })).toBe('not-modified');
  });

  it('is needed for that', async () => {
    const { url } = await startPrivateRegistry();
    const registry = createRegistry({ url, userAgent: 'test', limits: { tries: 1 } });
    await expect(registry.tags('app')).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringMatching(/certificate/),
    });
  });

  it('stops when it is told to', async () => {
    const { url, cert } = await startPrivateRegistry();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(createFetchTrusting(cert)(new Request(url, { signal }))).rejects.toThrow('enough');
  });
});
