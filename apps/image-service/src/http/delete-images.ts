import type { ApiPaths } from '@registry-images/model';
import { Hono } from 'hono';

import { recordRefusal, type AuditDeleteDeps } from '../service/audit-delete.ts';
import { deleteImage, type DeleteImageDeps } from '../service/delete-image.ts';
import { previewDelete, type PreviewDeleteDeps } from '../service/preview-delete.ts';
import type { AppEnv, Caller } from './app-env.ts';
import { createParameterReader } from './request-validation.ts';

type DeleteMethod = ApiPaths['/container-registry/v1/images/{imageId}']['delete']['parameters'];
type PreviewMethod = ApiPaths['/container-registry/v1/images/{imageId}:previewDelete']['get']['parameters'];

/** What the routes of deletions need. */
export type DeleteRoutesDeps = DeleteImageDeps & PreviewDeleteDeps;

const previewSuffix = ':previewDelete';

/** The routes that delete an image, and that tell before what that would do. */
export function deleteRoutes(deps: DeleteRoutesDeps): Hono<AppEnv> {
  const readDelete = createParameterReader<
    DeleteMethod['path'] & NonNullable<DeleteMethod['query']> & NonNullable<DeleteMethod['header']>
  >('/container-registry/v1/images/{imageId}', 'delete');
  const readPreview = createParameterReader<PreviewMethod['path'] & NonNullable<PreviewMethod['query']>>(
    '/container-registry/v1/images/{imageId}:previewDelete',
    'get',
  );

  return new Hono<AppEnv>()
    .get(`/:custom{.+${previewSuffix}}`, async ({ req, var: { caller }, json }) => {
      const imageId = req.param('custom').slice(0, -previewSuffix.length);
      const parameters = readPreview(req.raw, { imageId });
      return json(await previewDelete(deps, { ...parameters, principal: caller.principal }, req.raw.signal));
    })
    .delete('/:imageId', async ({ req, var: { caller }, json }) => {
      const { imageId } = req.param();
      const parameters = auditingRefusals(deps, caller, imageId, () => readDelete(req.raw, { imageId }));
      const { 'If-Match': ifMatch, 'Idempotency-Key': idempotencyKey, ...options } = parameters;
      return json(
        await deleteImage(deps, { ...options, ifMatch, idempotencyKey, ...caller }, req.raw.signal),
      );
    });
}

/** A request to delete that cannot be understood is one all the same. */
function auditingRefusals<T>(deps: AuditDeleteDeps, caller: Caller, imageId: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    recordRefusal(deps, { imageId, ...caller }, error);
    throw error;
  }
}
