import type {
  WireDeletePreview,
  WireImage,
  WireListImagesResponse,
  WireOperation,
} from '@registry-images/model';

import { createFakeDeletions, readDeleteOptions } from './fake-deletions.ts';
import { createFakeOperations } from './fake-operations.ts';
import type { Quirk } from './fault.ts';
import type { ImageStore, StoredImage } from './image-store.ts';
import { listImages, type PagePlaces } from './list-images.ts';
import { checkLength, readListParameters } from './list-parameters.ts';
import { invalidArgument, RefusedError } from './refused-error.ts';
import type { ApiCall } from './route.ts';
import { toWireImage, toWirePreview } from './wire.ts';

/** What the methods of a fake need. */
export interface FakeApiOptions {
  readonly store: ImageStore;
  /** The ids of the registries in each folder. */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  /** How long a deletion takes, in ms. */
  readonly deletionMs: number;
  /** Whether it has what Yandex Cloud has not. */
  readonly extensions: boolean;
  /** Tags that are not deleted. */
  readonly protectedTags: readonly string[];
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
  ): WireDeletePreview | WireImage | WireListImagesResponse | WireOperation;
}

const maxIdLength = 50;

/** Makes the methods over a store. */
export function createFakeApi(options: FakeApiOptions): FakeApi {
  const { store, folders, deletionMs, extensions, protectedTags, now } = options;
  const deletions = createFakeDeletions(store, protectedTags);
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
      if (method === 'images.previewDelete' && !extensions) throw noSuchMethod();
      const deletes = extensions && (method === 'images.delete' || method === 'images.previewDelete');
      const [unknown] = deletes ? [] : query.keys();
      if (unknown !== undefined) throw invalidArgument(unknown, 'is not a parameter of this method.');
      if (method === 'images.get') return toWireImage(find(id).image);
      if (method === 'operations.get') return operations.get(checkLength('operationId', id, maxIdLength));
      const wanted = readDeleteOptions(query);
      if (method === 'images.previewDelete') return toWirePreview(deletions.preview(find(id), wanted));

      const key = headers.get('idempotency-key');
      const started = { options: JSON.stringify(wanted), key };
      const earlier = operations.startedBy(key, id, started.options);
      if (earlier) return earlier;
      const stored = find(id);
      const { image } = stored;
      const deleted = extensions
        ? deletions.check(stored, wanted, headers.get('if-match')).map((one) => one.id)
        : [id];
      const failure = quirk?.kind === 'failedDeletion' ? quirk : undefined;
      return operations.start({ ...started, image, deleted, failure });
    },
  };
}

/** The refusal of what is not in the API. */
export function noSuchMethod(): RefusedError {
  return new RefusedError('NOT_FOUND', 'There is no such method in this API.');
}
