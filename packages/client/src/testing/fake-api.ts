import type { WireImage, WireListImagesResponse, WireOperation } from '@registry-images/model';

import { createFakeOperations } from './fake-operations.ts';
import type { Quirk } from './fault.ts';
import type { ImageStore, StoredImage } from './image-store.ts';
import { listImages, type PagePlaces } from './list-images.ts';
import { checkLength, readListParameters } from './list-parameters.ts';
import { invalidArgument, RefusedError } from './refused-error.ts';
import type { ApiCall } from './route.ts';
import { toWireImage } from './wire.ts';

/** What the methods of a fake need. */
export interface FakeApiOptions {
  readonly store: ImageStore;
  /** The ids of the registries in each folder. */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  /** How long a deletion takes, in ms. */
  readonly deletionMs: number;
  /** The time, in ms since 1970. */
  readonly now: () => number;
}

/** The methods of a fake. */
export interface FakeApi {
  /** Ends the deletions that have to have ended by now. */
  settle(): void;
  /** Gives the body of the answer. Throws RefusedError. */
  call(
    call: ApiCall,
    headers: Headers,
    quirk: Quirk | undefined,
  ): WireImage | WireListImagesResponse | WireOperation;
}

const maxIdLength = 50;

/** Makes the methods over a store. */
export function createFakeApi({ store, folders, deletionMs, now }: FakeApiOptions): FakeApi {
  const operations = createFakeOperations({ now, deletionMs, remove: (imageId) => store.remove(imageId) });
  const pages: PagePlaces = new Map();

  const find = (imageId: string): StoredImage => {
    const stored = store.get(checkLength('imageId', imageId, maxIdLength));
    if (!stored) throw new RefusedError('NOT_FOUND', `Image ${imageId} not found.`);
    return stored;
  };

  return {
    settle: () => operations.settle(),
    call({ method, id, query }, headers, quirk) {
      if (method === 'images.list') {
        const parameters = readListParameters(query);
        return listImages({ store, folders, pages }, parameters, quirk?.kind === 'emptyPage');
      }
      const [unknown] = query.keys();
      if (unknown !== undefined) throw invalidArgument(unknown, 'is not a parameter of this method.');
      if (method === 'images.get') return toWireImage(find(id).image);
      if (method === 'operations.get') return operations.get(checkLength('operationId', id, maxIdLength));
      const key = headers.get('idempotency-key');
      const failure = quirk?.kind === 'failedDeletion' ? quirk : undefined;
      return operations.startedBy(key, id) ?? operations.start({ image: find(id).image, key, failure });
    },
  };
}
