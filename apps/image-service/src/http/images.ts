import type { ApiPaths } from '@registry-images/model';
import { Hono } from 'hono';

import { deleteImage, type DeleteImageDeps } from '../service/delete-image.ts';
import { getImage } from '../service/get-image.ts';
import { listImages, type ListImagesDeps, type ListImagesInput } from '../service/list-images.ts';
import { createParameterReader } from './request-validation.ts';

type ImageMethods = ApiPaths['/container-registry/v1/images/{imageId}'];
type GetParameters = ImageMethods['get']['parameters']['path'];
type DeleteParameters = ImageMethods['delete']['parameters']['path'] &
  ImageMethods['delete']['parameters']['header'];

/** What the routes of the Image resource need. */
export interface ImageRoutesDeps extends ListImagesDeps, DeleteImageDeps {
  /** Whose token the requests carry, for operations. */
  readonly caller: string;
}

/** The routes of the Image resource: list, get and delete. */
export function imageRoutes(deps: ImageRoutesDeps): Hono {
  const readList = createParameterReader<ListImagesInput>('/container-registry/v1/images', 'get');
  const readGet = createParameterReader<GetParameters>('/container-registry/v1/images/{imageId}', 'get');
  const readDelete = createParameterReader<DeleteParameters>(
    '/container-registry/v1/images/{imageId}',
    'delete',
  );

  return new Hono()
    .get('/', async ({ req, json }) =>
      json(await listImages(deps, readList(req.raw, req.param()), req.raw.signal)),
    )
    .get('/:imageId', async ({ req, json }) => {
      const { imageId } = readGet(req.raw, req.param());
      return json(await getImage(deps, imageId, req.raw.signal));
    })
    .delete('/:imageId', async ({ req, json }) => {
      const { imageId, 'Idempotency-Key': idempotencyKey } = readDelete(req.raw, req.param());
      const { caller } = deps;
      return json(await deleteImage(deps, { imageId, caller, idempotencyKey }, req.raw.signal));
    });
}
