import { isTag } from '@registry-images/model';
import type { Reply } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { oddRegistry, refusal } from '../../test/odd-registry.ts';
import { digestOf } from '../digest.ts';
import { mediaTypes } from '../media-type.ts';
import { referrersTagOf } from './referrers.ts';

const subject = digestOf(Buffer.from('subject'));
const referrer = (name: string, artifactType: string) => ({
  mediaType: mediaTypes.manifest,
  digest: digestOf(Buffer.from(name)),
  size: 7,
  artifactType,
});
const signature = referrer('signature', 'application/x.signature');
const bill = referrer('bill', 'application/x.bill');
const index = (manifests: readonly object[] | null, headers = {}): Reply => ({
  headers: { 'content-type': mediaTypes.index, ...headers },
  body: { schemaVersion: 2, mediaType: mediaTypes.index, manifests },
});
const line = `GET /v2/app/referrers/${subject}`;
const tagLine = `GET /v2/app/manifests/${referrersTagOf(subject)}`;

describe('listReferrers', () => {
  it('reads all pages, each referrer once', async () => {
    const { registry } = await oddRegistry({
      [line]: index([signature], { link: `<?page=2>; rel="next"` }),
      [`${line}?page=2`]: index([signature, bill]),
    });
    expect(await registry.referrers('app', subject)).toEqual([signature, bill]);
  });

  it('is empty where there are none', async () => {
    const { registry } = await oddRegistry({ [line]: index(null) });
    expect(await registry.referrers('app', subject)).toEqual([]);
  });

  it('gives one kind alone, whether or not the registry looks at it', async () => {
    const { registry } = await oddRegistry({
      [`${line}?artifactType=application%2Fx.bill`]: index([signature, bill]),
    });
    expect(await registry.referrers('app', subject, { artifactType: 'application/x.bill' })).toEqual([bill]);
  });

  it('looks under the tag where there is no API', async () => {
    const { registry } = await oddRegistry({
      [line]: [{ status: 404, body: '404 page not found' }],
      [`${line}?artifactType=application%2Fx.bill`]: [refusal(404, 'NOT_FOUND')],
      [tagLine]: index([signature, bill]),
    });
    expect(await registry.referrers('app', subject)).toEqual([signature, bill]);
    expect(await registry.referrers('app', subject, { artifactType: 'application/x.bill' })).toEqual([bill]);
  });

  it('is empty where there is neither, or an image under that tag', async () => {
    const { registry } = await oddRegistry({
      [line]: { status: 404 },
      [tagLine]: [
        refusal(404, 'MANIFEST_UNKNOWN'),
        { headers: { 'content-type': mediaTypes.manifest }, body: { config: bill, layers: [] } },
      ],
    });
    expect(await registry.referrers('app', subject)).toEqual([]);
    // The reply is JSON, and says of itself that it is a manifest.
    expect(await registry.referrers('app', subject)).toEqual([]);
  });

  it.each([{ body: '{}' }, { headers: { 'content-type': mediaTypes.index }, body: '<html>' }])(
    'does not understand %j',
    async (reply) => {
      const { registry } = await oddRegistry({ [line]: reply });
      await expect(registry.referrers('app', subject)).rejects.toThrow(failing('MALFORMED'));
    },
  );
});

describe('hasReferrersApi', () => {
  it.each([
    ['an index, even an empty one', index(null), true],
    ['404, as CNCF Distribution says', { status: 404, body: '404 page not found' }, false],
    ['a page for people', { headers: { 'content-type': 'text/html' }, body: '<html>' }, false],
    ['a refusal', refusal(400, 'UNSUPPORTED'), false],
    ['that it is not allowed', refusal(403, 'DENIED'), false],
  ])('goes by the answer: %s', async (_, reply, expected) => {
    const { registry } = await oddRegistry({ [line]: reply });
    expect(await registry.hasReferrersApi('app', subject)).toBe(expected);
  });

  it('does not take a failure for an answer', async () => {
    const { registry } = await oddRegistry({ [line]: { status: 503 } });
    await expect(registry.hasReferrersApi('app', subject)).rejects.toEqual(failing('UNREACHABLE'));
  });
});

describe('referrersTagOf', () => {
  it('is a tag for every digest', () => {
    expect(referrersTagOf(subject)).toBe(subject.replace(':', '-'));
    for (const digest of [
      digestOf(new Uint8Array(), 'sha512'),
      'a+b.c:x=y',
      `${'a'.repeat(99)}:${'=_'.repeat(99)}`,
    ] as const) {
      expect(isTag(referrersTagOf(digest))).toBe(true);
    }
  });
});
