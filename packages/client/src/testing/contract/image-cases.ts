import type { Image } from '@registry-images/model';

import { isApiError } from '../../errors/api-error.ts';
import { collect, rejectionOf, type ContractCase, type ContractSubject } from './subject.ts';

const createdAt = '2026-01-01T00:00:00Z';

async function pushTwo(subject: ContractSubject): Promise<[first: Image, second: Image]> {
  const { digest } = await subject.push({ path: 'app', tags: ['v1', 'latest'], createdAt });
  await subject.push({ path: 'app', tags: [], createdAt });
  const images = await collect(subject.client.images.list());
  const first = images.find((image) => image.digest === digest);
  const second = images.find((image) => image.digest !== digest);
  if (first && second) return [first, second];
  throw new Error('The service does not list both images that were pushed.');
}

async function statusOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await rejectionOf(promise);
  return isApiError(error) ? [error.status, error.httpStatus] : error;
}

/** What is promised of single images and of deletions. */
export const imageCases: readonly ContractCase[] = [
  {
    name: 'gets what the list has',
    async check(subject, expect) {
      for (const image of await pushTwo(subject)) {
        expect(await subject.client.images.get(image.id)).toEqual(image);
      }
    },
  },
  {
    name: 'tells what an image runs on, or does not know it',
    async check(subject, expect) {
      const platform = 'linux/arm/v7';
      await subject.push({ path: 'app', tags: ['v1'], createdAt, platform });
      const images = await collect(subject.client.images.list());
      const platforms = images.flatMap((image) => image.platforms);
      // An extension: a service without it tells nothing.
      if (platforms.length > 0) expect(platforms).toEqual([platform]);
    },
  },
  {
    name: 'deletes an image with all its tags, and no other',
    async check(subject, expect) {
      const [gone, kept] = await pushTwo(subject);
      const deletion = await subject.client.images.delete(gone.id);
      expect([deletion.imageId, deletion.operation.metadata.imageId]).toEqual([gone.id, gone.id]);
      await subject.settle();
      await deletion.wait();
      const { id, done, error, response } = await subject.client.operations.get(deletion.id);
      expect({ id, done, error, response }).toEqual({
        id: deletion.id,
        done: true,
        error: undefined,
        response: {},
      });
      expect(await collect(subject.client.images.list())).toEqual([kept]);
      expect(await statusOf(subject.client.images.get(gone.id))).toEqual(['NOT_FOUND', 404]);
      expect(await statusOf(subject.client.images.delete(gone.id))).toEqual(['NOT_FOUND', 404]);
    },
  },
  {
    name: 'deletes an image once, however many ask for it at once',
    async check(subject, expect) {
      const [gone, kept] = await pushTwo(subject);
      const deletions = await Promise.all([1, 2, 3].map(() => subject.client.images.delete(gone.id)));
      await subject.settle();
      await Promise.all(deletions.map((deletion) => deletion.wait()));
      expect(await collect(subject.client.images.list())).toEqual([kept]);
    },
  },
  {
    name: 'knows no image and no operation that never was',
    async check({ client: { images, operations } }, expect) {
      expect(await statusOf(images.get('unknown'))).toEqual(['NOT_FOUND', 404]);
      expect(await statusOf(images.delete('unknown'))).toEqual(['NOT_FOUND', 404]);
      expect(await statusOf(operations.get('unknown'))).toEqual(['NOT_FOUND', 404]);
    },
  },
  {
    name: 'ends a call with the reason of its signal',
    async check({ client: { images } }, expect) {
      const signal = AbortSignal.abort('enough');
      expect(await rejectionOf(images.get('unknown', { signal }))).toEqual('enough');
      expect(await rejectionOf(collect(images.list({}, { signal })))).toEqual('enough');
    },
  },
];
