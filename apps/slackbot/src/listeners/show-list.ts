import { listImages } from '../features/list-images.ts';
import type { ListPosition } from '../list-position.ts';
import { imagesPerPage } from '../views/limits.ts';
import { listAnswer } from '../views/list.ts';
import type { Reply } from './answer.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** Reads a page of the list and shows it. */
export async function showList(deps: ListenerDeps, position: ListPosition): Promise<Reply> {
  const list = await listImages(deps, { position, pageSize: imagesPerPage }, deps.stopping);
  const view = { scope: deps.scope, nowMs: deps.clock.now() };
  return { outcome: list.images.length === 0 ? 'empty' : 'listed', answer: listAnswer(list, view) };
}
