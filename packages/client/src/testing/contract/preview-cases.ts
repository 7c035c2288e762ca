import type { Image } from '@registry-images/model';

import { isApiError } from '../../errors/api-error.ts';
import { collect, rejectionOf, type ContractCase, type ContractSubject } from './subject.ts';

const createdAt = '2026-01-01T00:00:00Z';

async function pushOne(subject: ContractSubject, ...tags: string[]): Promise<Image> {
  const { digest } = await subject.push({ path: 'app', tags, createdAt });
  const images = await collect(subject.client.images.list());
  const image = images.find((candidate) => candidate.digest === digest);
  if (image) return image;
  throw new Error('The service does not list the image that was pushed.');
}

async function statusOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await rejectionOf(promise);
  return isApiError(error) ? error.status : error;
}

/**
 * What is promised of previews, and of deletions that hold to them. They are an extension: a service without it passes
 * if the client says that what it knows is not complete.
 */
export const previewCases: readonly ContractCase[] = [
  {
    name: 'previews what goes with an image, and deletes nothing',
    async check(subject, expect) {
      const image = await pushOne(subject, 'v1', 'latest');
      const preview = await subject.client.images.previewDelete(image.id);
      expect(preview.image).toEqual(image);
      expect(preview.tags.toSorted()).toEqual(['latest', 'v1']);
      expect(await collect(subject.client.images.list())).toEqual([image]);
      if (!preview.isComplete) return;
      const { deletedCount, parents, children, orphanedChildren, referrers, refusals } = preview;
      expect(deletedCount).toEqual(1);
      expect([parents, children, orphanedChildren, referrers, refusals]).toEqual([[], [], [], [], []]);
      expect(BigInt(preview.freedBytes) >= BigInt(image.compressedSize)).toEqual(true);
    },
  },
  {
    name: 'deletes what was previewed',
    async check(subject, expect) {
      const image = await pushOne(subject, 'v1');
      const { images } = subject.client;
      const options = { deleteReferrers: true, deleteOrphanedChildren: true };
      const preview = await images.previewDelete(image.id, options);
      if (!preview.isComplete) return;
      const deletion = await images.delete(image.id, { ...options, ifMatch: preview.etag });
      await subject.settle();
      await deletion.wait();
      expect(await collect(images.list())).toEqual([]);
    },
  },
  {
    name: 'does not delete what has changed since its preview, or is something else',
    async check(subject, expect) {
      const image = await pushOne(subject, 'v1', 'latest');
      const { images } = subject.client;
      const preview = await images.previewDelete(image.id);
      if (!preview.isComplete) return;
      const other = `sha256:${'0'.repeat(64)}`;
      expect(await statusOf(images.delete(image.id, { ifMatch: other }))).toEqual('ABORTED');
      await pushOne(subject, 'latest');
      expect(await statusOf(images.delete(image.id, { ifMatch: preview.etag }))).toEqual('ABORTED');
      expect((await images.get(image.id)).tags).toEqual(['v1']);
      const deletion = await images.delete(image.id, { ifMatch: image.digest });
      await subject.settle();
      await deletion.wait();
      expect(await statusOf(images.get(image.id))).toEqual('NOT_FOUND');
    },
  },
  {
    name: 'previews no image that never was',
    async check({ client }, expect) {
      expect(await statusOf(client.images.previewDelete('unknown'))).toEqual('NOT_FOUND');
    },
  },
];
