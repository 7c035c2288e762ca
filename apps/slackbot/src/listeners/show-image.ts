import type { ImageArgument } from '../command-syntax.ts';
import { findImage } from '../features/find-image.ts';
import type { ListPosition } from '../list-position.ts';
import { inspectAnswer } from '../views/inspect.ts';
import { notFoundText } from '../views/not-found.ts';
import { notice } from '../views/notice.ts';
import type { Reply } from './answer.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** Finds an image and shows everything about it. */
export async function showImage(
  deps: ListenerDeps,
  argument: ImageArgument,
  list?: ListPosition,
): Promise<Reply> {
  const found = await findImage(deps, argument, deps.stopping);
  if (found.outcome !== 'found')
    return { outcome: found.outcome, answer: notice(notFoundText(argument, found)) };
  const view = { scope: deps.scope, nowMs: deps.clock.now() };
  return { outcome: 'inspected', answer: inspectAnswer(found.image, view, list) };
}
