import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { oddRegistry, refusal } from '../../test/odd-registry.ts';
import { digestOf } from '../digest.ts';

const digest = digestOf(Buffer.from('image'));
const line = `DELETE /v2/app/manifests/${digest}`;

describe('deleteManifest', () => {
  it.each([200, 202, 204])('takes %d for done', async (status) => {
    const { registry } = await oddRegistry({ [line]: { status } });
    expect(await registry.deleteManifest('app', digest)).toBe('deleted');
  });

  it.each([refusal(404, 'MANIFEST_UNKNOWN'), refusal(400, 'NAME_UNKNOWN')])(
    'takes %j for gone already',
    async (reply) => {
      const { registry } = await oddRegistry({ [line]: reply });
      expect(await registry.deleteManifest('app', digest)).toBe('not-found');
    },
  );

  it.each([
    refusal(405, 'UNSUPPORTED'),
    refusal(400, 'UNSUPPORTED'),
    { status: 405, body: 'Method Not Allowed' },
  ])('says what to configure for %j', async (reply) => {
    const { registry } = await oddRegistry({ [line]: reply });
    await expect(registry.deleteManifest('app', digest)).rejects.toThrow(
      failing('UNSUPPORTED', { digest, message: expect.stringContaining('storage.delete.enabled') }),
    );
  });

  it.each([
    [refusal(400, 'MANIFEST_INVALID'), 'REFUSED'],
    [refusal(403, 'DENIED'), 'DENIED'],
    [refusal(405, 'DENIED'), 'REFUSED'],
    [refusal(409, 'MANIFEST_INVALID'), 'REFUSED'],
    [refusal(412, 'PRECONDITION'), 'REFUSED'],
  ])('passes on why a registry does not do it: %j', async (reply, code) => {
    const { registry } = await oddRegistry({ [line]: reply });
    await expect(registry.deleteManifest('app', digest)).rejects.toThrow(
      failing(code, { reasons: [{ code: expect.any(String), message: expect.any(String) }] }),
    );
  });

  it('deletes nothing by a tag', async () => {
    const { registry, requests } = await oddRegistry({});
    await expect(registry.deleteManifest('app', 'latest:x y')).rejects.toThrow(failing('INVALID_ARGUMENT'));
    expect(requests).toEqual([]);
  });

  it('stops where it is told to before anything is sent', async () => {
    const { registry, requests } = await oddRegistry({});
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(registry.deleteManifest('app', digest, { signal })).rejects.toThrow('enough');
    expect(requests).toEqual([]);
  });
});
