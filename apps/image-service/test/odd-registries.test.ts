import type { Reply } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import {
  catalog,
  catalogLine,
  imageOf,
  listOf,
  makeOddRegistry,
  manifestLine,
  missing,
  noApi,
  notModified,
  referrersLine,
  tagsLine,
  tagsOf,
  unknownRepository,
} from './odd-registry.ts';
import { patience } from './patience.ts';

describe('a registry with an API for referrers', () => {
  const image = imageOf('image');
  const signature = imageOf('signature', { subject: image.descriptor });
  const bill = imageOf('bill', { subject: signature.descriptor });

  it('is asked for what signs an image, also for what came later', async () => {
    const { sweep, store } = await makeOddRegistry({
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: [image.reply, notModified],
      // The first is only to see whether there is an API.
      [referrersLine(image.digest)]: [
        listOf(),
        listOf(signature.descriptor),
        listOf(),
        listOf(signature.descriptor),
      ],
      [referrersLine(signature.digest)]: [listOf(), listOf(bill.descriptor)],
      [referrersLine(bill.digest)]: listOf(),
      [manifestLine(signature.digest)]: signature.reply,
      [manifestLine(bill.digest)]: bill.reply,
    });
    await sweep();
    expect(store.known('local/app').manifests).toEqual(new Set([image.digest, signature.digest]));
    await sweep();
    expect(store.known('local/app').manifests).toEqual(
      new Set([image.digest, signature.digest, bill.digest]),
    );
  });
});

describe('a registry with troubles of its own', () => {
  const [one, two] = [imageOf('one'), imageOf('two')];

  it('is believed only at the second sweep in a row when it says that an image has gone', async () => {
    const { sweep, labels } = await makeOddRegistry({
      [tagsLine]: [tagsOf('v1'), ...Array.from({ length: 4 }, () => tagsOf('v2'))],
      [manifestLine('v1')]: [one.reply, missing],
      [manifestLine('v2')]: [two.reply, notModified, notModified, notModified],
      [manifestLine(one.digest)]: [missing, one.reply, missing, missing],
      [referrersLine(one.digest)]: noApi,
      [referrersLine(two.digest)]: noApi,
    });
    await sweep();
    for (let looks = 0; looks < 3; looks += 1) {
      await sweep();
      expect(labels()).toEqual(['app:', 'app:v2']);
    }
    await sweep();
    expect(labels()).toEqual(['app:v2']);
  });

  it('is read but for the tag that it always fails at, which stays as it was', async () => {
    const failed: Reply = { status: 500, body: { errors: [{ code: 'UNKNOWN', message: '' }] } };
    const { sweep, labels, logs, sync } = await makeOddRegistry({
      'GET /v2/': {},
      [tagsLine]: tagsOf('bad', 'v1', 'v2'),
      [manifestLine('bad')]: failed,
      [manifestLine('v1')]: [one.reply, failed, failed, failed],
      [manifestLine('v2')]: [two.reply, notModified],
      [referrersLine(one.digest)]: noApi,
      [referrersLine(two.digest)]: noApi,
    });
    await sweep();
    expect(labels()).toEqual(['app:v1', 'app:v2']);
    await sweep();
    expect(labels()).toEqual(['app:v1', 'app:v2']);
    expect(logs.join('')).toContain('manifests passed over');
    expect(sync.isReady('local')).toBe(true);
  });

  it('is read but for what it refuses to give', async () => {
    const { sweep, labels } = await makeOddRegistry({
      [tagsLine]: tagsOf('quarantined', 'v1'),
      [manifestLine('quarantined')]: {
        status: 412,
        body: { errors: [{ code: 'PROJECTPOLICYVIOLATION', message: '' }] },
      },
      [manifestLine('v1')]: one.reply,
      [referrersLine(one.digest)]: noApi,
    });
    await sweep();
    expect(labels()).toEqual(['app:v1']);
  });

  it('loses tags and repositories while it is read', async () => {
    const { sweep, labels, sync } = await makeOddRegistry({
      [catalogLine]: { body: { repositories: ['app', 'left'] } },
      [tagsLine]: tagsOf('gone', 'v1'),
      [manifestLine('gone')]: missing,
      [manifestLine('v1')]: one.reply,
      'GET /v2/left/tags/list?n=1000': unknownRepository,
      [referrersLine(one.digest)]: noApi,
    });
    await sweep();
    expect(labels()).toEqual(['app:v1']);
    expect(sync.isReady('local')).toBe(true);
  });

  it('says that there is no catalog: the repositories have to be configured', async () => {
    const { sweep, sync, stats } = await makeOddRegistry({ 'GET /v2/': {}, [catalogLine]: noApi });
    await sweep();
    expect(sync.isReady('local')).toBe(false);
    expect(stats().problem).toContain('name the repositories in the configuration');
  });

  it('leaves a repository out of its catalog that is still there, and then one that is not', async () => {
    const { sweep, labels } = await makeOddRegistry({
      [catalogLine]: [catalog, ...Array.from({ length: 3 }, () => ({ body: { repositories: [] } }))],
      [tagsLine]: [tagsOf('v1'), unknownRepository, unknownRepository, unknownRepository],
      [manifestLine('v1')]: [one.reply, missing],
      [manifestLine(one.digest)]: [one.reply, missing, missing],
      [referrersLine(one.digest)]: noApi,
    });
    await sweep();
    await sweep();
    expect(labels()).toEqual(['app:']);
    await sweep();
    expect(labels()).toEqual(['app:']);
    await sweep();
    expect(labels()).toEqual([]);
  });

  it('has repositories that may not be read, which does not keep others from it', async () => {
    const { sweep, labels, stats, sync } = await makeOddRegistry({
      [catalogLine]: { body: { repositories: ['secret', 'app', 'UPPER'] } },
      'GET /v2/secret/tags/list?n=1000': { status: 403, body: { errors: [{ code: 'DENIED', message: '' }] } },
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: one.reply,
      [referrersLine(one.digest)]: noApi,
    });
    await sweep();
    expect(labels()).toEqual(['app:v1']);
    expect(stats()).toMatchObject({ errors: 1, neverRead: 1, problem: '1 repositories could not be read.' });
    // An index that lacks repositories must not look like a registry without them.
    expect(sync.isReady('local')).toBe(false);
  });

  it('lists tags page by page, and some that nothing can be called', async () => {
    const { sweep, labels } = await makeOddRegistry({
      [tagsLine]: {
        headers: { link: '</v2/app/tags/list?last=v1>; rel="next"' },
        body: { tags: ['v1', '/'] },
      },
      'GET /v2/app/tags/list?last=v1': tagsOf('v2'),
      [manifestLine('v1')]: one.reply,
      [manifestLine('v2')]: two.reply,
      [referrersLine(one.digest)]: noApi,
    });
    await sweep();
    expect(labels()).toEqual(['app:v1', 'app:v2']);
  });

  it('is left alone for as long as it asks', async () => {
    const { clock, sync, labels } = await makeOddRegistry({
      'GET /v2/': {},
      [catalogLine]: [{ status: 429, headers: { 'retry-after': '900' } }, catalog],
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: one.reply,
      [referrersLine(one.digest)]: noApi,
    });
    sync.start();
    expect(await clock.waiting()).toBe(900_000);
    clock.pass();
    await expect.poll(labels, patience).toEqual(['app:v1']);
  });
});

describe('an image that is deleted while its repository is read', () => {
  it('does not come back with the tag that was seen before', async () => {
    const [one, two] = [imageOf('one'), imageOf('two')];
    const removal = { run: () => {} };
    const removing: Reply = (response) => {
      removal.run();
      response.writeHead(304).end();
    };
    const { sweep, labels, store } = await makeOddRegistry({
      [tagsLine]: tagsOf('v1', 'v2'),
      [manifestLine('v1')]: [one.reply, notModified],
      [manifestLine('v2')]: [two.reply, removing],
      [referrersLine(one.digest)]: noApi,
      [referrersLine(two.digest)]: noApi,
    });
    await sweep();
    removal.run = () => store.removeImage('local/app', one.digest);
    await sweep();
    expect(labels()).toEqual(['app:v2']);
  });
});
