import { scopeQuery } from '../registry-scope.ts';
import type { ImageSource } from './image-source.ts';

/**
 * Reads one image of what the bot shows, if there is one: it takes the address, the credentials and the id of the registry.
 *
 * @throws ImagesError if the registry cannot be read; the abort reason of `signal`.
 */
export async function reachImageApi({ images, scope }: ImageSource, signal: AbortSignal): Promise<void> {
  await images.images.list({ ...scopeQuery(scope), pageSize: 1 }, { signal }).first(1);
}
