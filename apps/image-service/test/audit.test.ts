import { systemClock } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { makeService, type TestService } from './service.ts';

const images = '/container-registry/v1/images';

/** The entries that the log has, which are those of the audit log. */
function auditOf({ logs }: TestService): unknown[] {
  return logs.map((line) => JSON.parse(line)).flatMap(({ msg, audit }) => (msg === 'audit' ? [audit] : []));
}

describe('the audit log', () => {
  it('has a deletion from its acceptance to its end', async () => {
    const service = await makeService();
    const { digest } = await service.push('app', 'one', { tags: ['v1'] });
    const [image] = await service.list();
    await service.delete(image?.id ?? '');
    const common = { caller: 'anonymous', imageId: image?.id, name: 'local/app', digest, tags: ['v1'] };
    expect(auditOf(service)).toEqual([
      expect.objectContaining({ ...common, outcome: 'accepted', requestId: expect.any(String) }),
      expect.objectContaining({ ...common, outcome: 'done' }),
    ]);
  });

  it.each([
    ['without a token', 'img1', {}, 401, { caller: 'unknown', code: 'UNAUTHENTICATED', imageId: 'img1' }],
    [
      'of an image that is not there',
      'img1',
      { authorization: 'Bearer a-token-of-this-test' },
      404,
      { caller: 'access-token', code: 'NOT_FOUND', imageId: 'img1' },
    ],
    [
      'that cannot be understood',
      'img1?soon=true',
      { authorization: 'Bearer a-token-of-this-test' },
      400,
      { caller: 'access-token', code: 'INVALID_ARGUMENT', imageId: 'img1' },
    ],
  ])('has a deletion %s, once', async (_, path, headers, status, entry) => {
    const service = await makeService({ accessToken: 'a-token-of-this-test' });
    const init = { method: 'DELETE', headers: new Headers(Object.entries(headers)) };
    expect((await service.send(`${images}/${path}`, init)).status).toBe(status);
    expect(auditOf(service)).toEqual([expect.objectContaining({ outcome: 'refused', ...entry })]);
  });

  it('has the first deletion without a token from each address in a minute; the metrics have all', async () => {
    let nowMs = 0;
    const service = await makeService({
      accessToken: 'a-token-of-this-test',
      clock: { ...systemClock, now: () => nowMs },
    });
    const send = async (address: string): Promise<void> => {
      const { status } = await service.send(`${images}/img1`, { method: 'DELETE' }, address);
      expect(status).toBe(401);
    };
    for (const address of ['10.0.0.1', '10.0.0.1', '10.0.0.2', '10.0.0.1']) await send(address);
    nowMs = 60_000;
    await send('10.0.0.1');
    expect(auditOf(service)).toEqual(
      ['10.0.0.1', '10.0.0.2', '10.0.0.1'].map((address) =>
        expect.objectContaining({ caller: 'unknown', address }),
      ),
    );
    const headers = { authorization: 'Bearer a-token-of-this-test' };
    const metrics = await service.fetch(new Request('http://localhost/metrics', { headers }));
    expect(await metrics.text()).toMatch(/duration_seconds_count{method="DELETE",[^}]*status="401"} 5$/m);
  });

  it('has a deletion by a name that was made to resolve to this machine', async () => {
    const service = await makeService();
    await service.fetch(new Request(`http://rebound.example.com${images}/img1`, { method: 'DELETE' }));
    expect(auditOf(service)).toEqual([
      expect.objectContaining({ outcome: 'refused', caller: 'unknown', code: 'PERMISSION_DENIED' }),
    ]);
  });

  it('has nothing of reading', async () => {
    const service = await makeService({ accessToken: 'a-token-of-this-test' });
    await service.send(`${images}/img1`);
    expect(auditOf(service)).toEqual([]);
  });
});
