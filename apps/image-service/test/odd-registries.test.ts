import { digestOf, mediaTypes } from '@registry-images/oci';
import { startOddServer, type Reply, type Script } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { hastyClock } from './step-clock.ts';
import { makeSyncedSource } from './synced-source.ts';

/** For what happens soon, on a machine that has much else to do. */
const patience = { timeout: 10_000, interval: 20 };

/** A document, with what a registry answers for it. */
function documentOf(fields: object, mediaType: string = mediaTypes.manifest) {
  const text = JSON.stringify({ schemaVersion: 2, mediaType, ...fields });
  const digest = digestOf(Buffer.from(text));
  const headers = { 'content-type': mediaType, 'docker-content-digest': digest };
  const reply: Reply = { headers, body: text };
  return { digest, reply, descriptor: { mediaType, digest, size: text.length } };
}

/** An image that is not asked for its configuration, because it says itself when it was built. */
const imageOf = (text: string, fields: object = {}) =>
  documentOf({
    config: { mediaType: mediaTypes.imageConfig, digest: digestOf(Buffer.from(text)), size: text.length },
    layers: [],
    annotations: { 'org.opencontainers.image.created': '2026-10-01T00:00:00Z' },
    ...fields,
  });

const notModified: Reply = { status: 304 };
const missing: Reply = { status: 404, body: { errors: [{ code: 'MANIFEST_UNKNOWN', message: '' }] } };
const unknownRepository: Reply = { status: 404, body: { errors: [{ code: 'NAME_UNKNOWN', message: '' }] } };
const noApi: Reply = { status: 404, body: '404 page not found' };
const tagsOf = (...tags: string[]): Reply => ({ body: { name: 'app', tags } });

const catalogLine = 'GET /v2/_catalog?n=1000';
const catalog: Reply = { body: { repositories: ['app'] } };
const tagsLine = 'GET /v2/app/tags/list?n=1000';
const manifestLine = (reference: string) => `GET /v2/app/manifests/${reference}`;
const referrersLine = (digest: string) => `GET /v2/app/referrers/${digest}`;

const listOf = (...manifests: object[]): Reply => ({
  headers: { 'content-type': mediaTypes.index },
  body: { schemaVersion: 2, mediaType: mediaTypes.index, manifests },
});

/** A registry that answers by a script, of which the repository `app` is one. */
async function makeOdd(script: Script, options: { repositories?: readonly string[] } = {}) {
  const server = await startOddServer({ [catalogLine]: catalog, ...script });
  const synced = makeSyncedSource({ kind: 'distribution', url: server.origin, ...options }, hastyClock);
  const lines = () => server.requests.map(({ line }) => line);
  return { ...synced, server, lines };
}

describe('a registry with an API for referrers', () => {
  const image = imageOf('image');
  const signature = imageOf('signature', { subject: image.descriptor });
  const bill = imageOf('bill', { subject: signature.descriptor });

  it('is asked for what signs an image, also for what came later', async () => {
    const { sweep, store } = await makeOdd({
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
    const { sweep, labels } = await makeOdd({
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
    const { sweep, labels, logs, sync } = await makeOdd({
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
    const { sweep, labels } = await makeOdd({
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
    const { sweep, labels, sync } = await makeOdd({
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
    const { sweep, sync, stats } = await makeOdd({ 'GET /v2/': {}, [catalogLine]: noApi });
    await sweep();
    expect(sync.isReady('local')).toBe(false);
    expect(stats().problem).toContain('name the repositories in the configuration');
  });

  it('leaves a repository out of its catalog that is still there, and then one that is not', async () => {
    const { sweep, labels } = await makeOdd({
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
    const { sweep, labels, stats, sync } = await makeOdd({
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
    const { sweep, labels } = await makeOdd({
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
    const { clock, sync, labels } = await makeOdd({
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
    const { sweep, labels, store } = await makeOdd({
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

describe('odd images', () => {
  const child = imageOf('child');

  it('are indexes of which a part is not there, until it comes', async () => {
    const absent = imageOf('absent');
    const index = documentOf({ manifests: [child.descriptor, absent.descriptor] }, mediaTypes.index);
    const { sweep, store, labels } = await makeOdd({
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: [index.reply, notModified],
      [manifestLine(child.digest)]: child.reply,
      [manifestLine(absent.digest)]: [missing, absent.reply],
      [referrersLine(index.digest)]: noApi,
    });
    await sweep();
    expect(store.known('local/app').manifests).toEqual(new Set([index.digest, child.digest]));
    await sweep();
    expect(store.known('local/app').manifests.has(absent.digest)).toBe(true);
    expect(labels()).toEqual(['app:v1']);
  });

  it('are damaged ones, which are listed to be deleted, and may be mended', async () => {
    const broken = documentOf({ config: 'none' });
    const mended = imageOf('mended');
    const { sweep, images, logs } = await makeOdd({
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: [broken.reply, mended.reply, notModified],
      [manifestLine(broken.digest)]: [missing, missing],
      [referrersLine(broken.digest)]: noApi,
      [referrersLine(mended.digest)]: noApi,
    });
    await sweep();
    expect(images()).toMatchObject([{ digest: broken.digest, tags: ['v1'], content: undefined }]);
    expect(logs.join('')).toContain('damaged image');
    await sweep();
    await sweep();
    expect(images()).toMatchObject([{ digest: mended.digest, tags: ['v1'] }]);
  });

  it('are those whose bytes are not what their tag announces: they are damaged, if there is something of that digest', async () => {
    const liar = imageOf('liar');
    const headers = { 'content-type': mediaTypes.manifest, 'docker-content-digest': child.digest };
    const { sweep, images, store } = await makeOdd({
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: { headers, body: JSON.stringify({ liar: liar.digest }) },
      [manifestLine(child.digest)]: [missing, { headers, body: JSON.stringify({ liar: liar.digest }) }],
      [referrersLine(child.digest)]: noApi,
    });
    await sweep();
    expect(images()).toEqual([]);
    expect(store.counts('local').unread).toBe(1);
    await sweep();
    expect(images()).toMatchObject([{ digest: child.digest, tags: ['v1'], content: undefined }]);
  });

  it('have lost their configuration: they are damaged, until it is back', async () => {
    const text = '{"created":"2026-10-01T00:00:00Z"}';
    const config = {
      mediaType: mediaTypes.imageConfig,
      digest: digestOf(Buffer.from(text)),
      size: text.length,
    };
    const image = documentOf({ config, layers: [] });
    const { sweep, images } = await makeOdd({
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: image.reply,
      [`GET /v2/app/blobs/${config.digest}`]: [missing, { body: text }],
      [referrersLine(image.digest)]: noApi,
    });
    await sweep();
    expect(images()).toMatchObject([{ digest: image.digest, content: undefined }]);
    await sweep();
    expect(images()).toMatchObject([{ content: { compressedSize: '34' }, createdMs: Date.UTC(2026, 9, 1) }]);
  });
});
