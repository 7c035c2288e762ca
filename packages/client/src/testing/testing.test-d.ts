import type { Image } from '@registry-images/model';
import { describe, expect, it, expectTypeOf } from 'vitest';

import { createImagesClient } from '../index.ts';
import {
  createFakeImageService,
  describeImagesContract,
  type ContractSubject,
  type Fault,
  type NewImage,
} from './index.ts';

/** Checked by the compiler; never called. */
export function optionsFitTheClient(): void {
  const { clientOptions } = createFakeImageService();
  createImagesClient(clientOptions);
  createImagesClient({ ...clientOptions, userAgent: 'a-test', timeoutMs: 5 });
  expectTypeOf(createFakeImageService().images()).toEqualTypeOf<Image[]>();
}

/** Checked by the compiler; never called. */
export function runnersAreThoseOfVitest(makeSubject: () => Promise<ContractSubject>): void {
  describeImagesContract({ describe, expect, it }, 'a service', makeSubject);
}

/** Checked by the compiler; never called. */
export function faultsAreWhatTheyAreFor(): Fault[] {
  return [
    { kind: 'refusal', status: 'UNAVAILABLE', on: 'images.list', times: Infinity, after: 1 },
    { kind: 'emptyPage', on: 'images.list' },
    { kind: 'failedDeletion', status: 'ABORTED', errorBeforeDone: true },
    // @ts-expect-error A refusal has a reason.
    { kind: 'refusal', status: 'OK' },
    // @ts-expect-error Only lists have pages.
    { kind: 'emptyPage', on: 'images.get' },
    // @ts-expect-error Only deletions are deletions.
    { kind: 'failedDeletion', status: 'ABORTED', on: 'images.list' },
    // @ts-expect-error There is no such method.
    { kind: 'refused', on: 'images.create' },
    // @ts-expect-error It has to be said what does not come.
    { kind: 'hang' },
  ];
}

/** Checked by the compiler; never called. */
export function imagesNeedAName(): NewImage[] {
  return [
    { name: 'crp1/app' },
    { name: 'crp1/app', config: null, layers: [{ size: '5' }] },
    // @ts-expect-error An image is in a repository.
    { tags: ['v1'] },
    // @ts-expect-error Sizes are decimal strings.
    { name: 'crp1/app', compressedSize: 5 },
  ];
}
