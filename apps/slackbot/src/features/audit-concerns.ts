import type { ImageName } from '../commands/image-name.ts';
import { wireName, type RegistryScope } from '../registry-scope.ts';
import type { AuditedImage } from '../state/audit-entry.ts';

/**
 * Whether a line of the audit is about what somebody named. The image may be long gone, so nothing is looked up: a word is
 * the id of an image, or a repository of one part.
 */
export function auditConcerns(scope: RegistryScope, name: ImageName): (image: AuditedImage) => boolean {
  if (name.kind === 'digest') return ({ digest }) => digest.startsWith(name.digest);
  if (name.kind === 'word') {
    const repository = wireName(scope, name.word.toLowerCase());
    return ({ imageId, name: imageName }) => imageId === name.word || imageName === repository;
  }
  const { tag, digest: prefix = '' } = name;
  const repository = wireName(scope, name.repository);
  return ({ name: imageName, tags, digest }) =>
    imageName === repository && (tag === undefined || tags.includes(tag)) && digest.startsWith(prefix);
}
