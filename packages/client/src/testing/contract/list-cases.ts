import type { Image } from '@registry-images/model';

import type { ListImagesQuery } from '../../list-query.ts';
import type { ImagePage } from '../../pager.ts';
import { collect, type ContractCase, type ContractSubject } from './subject.ts';

const pushed = [
  { path: 'app', tags: ['v1'], createdAt: '2026-03-01T00:00:00Z' },
  { path: 'app', tags: ['v2', 'latest'], createdAt: '2026-01-01T00:00:00.5Z' },
  { path: 'app', tags: [], createdAt: '2026-02-01T00:00:00Z' },
  { path: 'team/web', tags: ['v1'], createdAt: '2026-05-01T00:00:00Z' },
  { path: 'base', tags: ['v1'], createdAt: '2026-04-01T00:00:00Z' },
] as const;

async function pushAll(subject: ContractSubject): Promise<string[]> {
  const digests: string[] = [];
  for (const image of pushed) digests.push((await subject.push(image)).digest);
  return digests;
}

async function listed(subject: ContractSubject, query: ListImagesQuery = {}): Promise<Image[]> {
  return collect(subject.client.images.list(query));
}

const digestsOf = (images: readonly Image[]): string[] => images.map(({ digest }) => digest);

/** What is promised of lists. */
export const listCases: readonly ContractCase[] = [
  {
    name: 'lists nothing where there is nothing',
    async check(subject, expect) {
      const pages = await collect(subject.client.images.list().byPage());
      expect(pages).toEqual([{ images: [], nextPageToken: '', pageToken: '' }]);
    },
  },
  {
    name: 'lists every image once, with its name, its tags, its size and its date',
    async check(subject, expect) {
      const digests = await pushAll(subject);
      const images = await listed(subject);
      const facts = images.map(({ name, digest, tags, createdAt }) => ({
        path: name.slice(subject.registryId.length + 1),
        tags: tags.toSorted(),
        createdMs: Date.parse(createdAt),
        pushed: digests.indexOf(digest),
      }));
      const expected = pushed.map(({ path, tags, createdAt }, index) => ({
        path,
        tags: tags.toSorted(),
        createdMs: Date.parse(createdAt),
        pushed: index,
      }));
      expect(facts.toSorted((a, b) => a.pushed - b.pushed)).toEqual(expected);
      expect(new Set(images.map(({ id }) => id)).size).toEqual(images.length);
      for (const { compressedSize, config, layers } of images) {
        const blobs = [...(config ? [config] : []), ...layers].map(({ size }) => BigInt(size));
        expect(compressedSize).toEqual(String(blobs.reduce((sum, size) => sum + size, 0n)));
      }
    },
  },
  {
    name: 'lists the same images whatever the size of a page, and no more in one than asked for',
    async check(subject, expect) {
      const digests = (await pushAll(subject)).toSorted();
      for (let pageSize = 1; pageSize <= digests.length + 1; pageSize += 1) {
        const pages = await collect(subject.client.images.list({ pageSize }).byPage());
        expect(digestsOf(pages.flatMap(({ images }) => images)).toSorted()).toEqual(digests);
        expect(pages.filter(({ images }) => images.length > pageSize)).toEqual([]);
        expect(pages.at(-1)?.nextPageToken).toEqual('');
      }
    },
  },
  {
    name: 'goes on from the token of any page',
    async check(subject, expect) {
      await pushAll(subject);
      const query = { pageSize: 2, orderBy: [{ field: 'digest' }] } as const;
      const pages = await collect(subject.client.images.list(query).byPage());
      for (const [index, { pageToken }] of pages.entries()) {
        const rest = await collect(subject.client.images.list(query).byPage({ pageToken }));
        const images = rest.flatMap((page) => page.images);
        expect(images).toEqual(pages.slice(index).flatMap((page) => page.images));
      }
    },
  },
  {
    name: 'leaves out and repeats nothing when an image goes between two pages',
    async check(subject, expect) {
      const digests = await pushAll(subject);
      const query = { pageSize: 2, orderBy: [{ field: 'digest' }] } as const;
      const pages = subject.client.images.list(query);
      let first: ImagePage | undefined;
      for await (first of pages.byPage()) break;
      for (const { id } of first?.images.slice(0, 1) ?? []) await subject.client.images.delete(id);
      await subject.settle();
      const rest = await collect(pages.byPage({ pageToken: first?.nextPageToken ?? '' }));
      const seen = [...(first?.images ?? []), ...rest.flatMap(({ images }) => images)];
      expect(digestsOf(seen)).toEqual(digests.toSorted());
    },
  },
  {
    name: 'lists the images of one repository or of the registry',
    async check(subject, expect) {
      const digests = await pushAll(subject);
      const { registryId } = subject;
      const app = await listed(subject, { repositoryName: `${registryId}/app` });
      expect(digestsOf(app).toSorted()).toEqual(digests.slice(0, 3).toSorted());
      const web = await listed(subject, { repositoryName: `${registryId}/team/web` });
      expect(digestsOf(web)).toEqual([digests[3]]);
      expect(digestsOf(await listed(subject, { registryId })).toSorted()).toEqual(digests.toSorted());
    },
  },
  {
    name: 'keeps the images of a name',
    async check(subject, expect) {
      const digests = await pushAll(subject);
      const base = await listed(subject, { filterName: `${subject.registryId}/base` });
      expect(digestsOf(base)).toEqual([digests[4]]);
      expect(await listed(subject, { filterName: `${subject.registryId}/bas` })).toEqual([]);
    },
  },
  {
    name: 'orders by name, digest and date, both ways',
    async check(subject, expect) {
      const digests = await pushAll(subject);
      const byDate = [1, 2, 0, 4, 3].map((index) => digests[index]);
      const ordered = async (query: ListImagesQuery): Promise<string[]> =>
        digestsOf(await listed(subject, { ...query, pageSize: 2 }));
      expect(await ordered({ orderBy: [{ field: 'createdAt' }] })).toEqual(byDate);
      const latestFirst = await ordered({ orderBy: [{ field: 'createdAt', direction: 'desc' }] });
      expect(latestFirst).toEqual(byDate.toReversed());
      expect(await ordered({ orderBy: [{ field: 'digest' }] })).toEqual(digests.toSorted());
      const byNameThenDate = await ordered({
        orderBy: [{ field: 'name', direction: 'desc' }, { field: 'createdAt' }],
      });
      expect(byNameThenDate).toEqual([3, 4, 1, 2, 0].map((index) => digests[index]));
    },
  },
];
