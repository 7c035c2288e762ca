import { formatReference, isRepositoryName } from '@registry-images/model';

import type { ImageArgument } from '../command-syntax.ts';
import { commandName } from '../commands.ts';
import type { FoundImage } from '../features/find-image.ts';
import { code } from './mrkdwn.ts';

/** What to tell about an image that was not found, and how to find it: mark-up. */
export function notFoundText(
  argument: ImageArgument,
  found: Exclude<FoundImage, { readonly outcome: 'found' }>,
): string {
  if (argument.kind === 'button') {
    return `This image is gone. Press Refresh in its list, or use ${code(`${commandName} list`)}.`;
  }
  if (argument.kind === 'id') {
    const nothing = `There is no image with the id ${code(argument.id)}.`;
    return isRepositoryName(argument.id)
      ? `${nothing} If that is a repository, ${code(`${commandName} list ${argument.id}`)} shows its images.`
      : `${nothing} ${code(`${commandName} list`)} shows what there is.`;
  }
  const { reference } = argument;
  const listing = code(`${commandName} list ${reference.repository}`);
  const name = code(formatReference(reference));
  return found.outcome === 'not_found'
    ? `There is no image ${name}. ${listing} shows what that repository has.`
    : `${name} was not among the first ${found.searched} images, and time ran out. Take its id from ${listing}.`;
}
