import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { oddRegistry, refusal } from '../../test/odd-registry.ts';

const first = 'GET /v2/team/app/tags/list?n=1000';

describe('listTags', () => {
  it('sorts what several pages hold, each tag once', async () => {
    const { registry } = await oddRegistry({
      [first]: { body: { tags: ['v2', 'latest', 'V1'] }, headers: { link: '<list?last=V1>; rel="next"' } },
      'GET /v2/team/app/tags/list?last=V1': { body: { tags: ['v2', 'v10'] } },
    });
    expect(await registry.tags('team/app')).toEqual(['V1', 'latest', 'v10', 'v2']);
  });

  it.each([{ tags: null }, { tags: [] }, {}])('takes %j for no tags', async (body) => {
    const { registry } = await oddRegistry({ [first]: { body } });
    expect(await registry.tags('team/app')).toEqual([]);
  });

  it('is undefined for a repository that is not known', async () => {
    const { registry } = await oddRegistry({ [first]: refusal(404, 'NAME_UNKNOWN') });
    expect(await registry.tags('team/app')).toBeUndefined();
  });

  it('sends no name that cannot be one', async () => {
    const { registry, requests } = await oddRegistry({});
    await expect(registry.tags('../_catalog')).rejects.toThrow(failing('INVALID_ARGUMENT'));
    expect(requests).toEqual([]);
  });
});
