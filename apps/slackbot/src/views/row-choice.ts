import { isResourceId } from '@registry-images/model';

/** What was chosen for an image in a menu of a list. */
export interface RowChoice {
  readonly verb: 'inspect' | 'delete';
  readonly imageId: string;
}

/** Writes a choice as the value of an entry, of at most 58 characters. */
export function encodeRowChoice({ verb, imageId }: RowChoice): string {
  return `${verb}:${imageId}`;
}

/** Reads the value of an entry; undefined if no version of today wrote it. */
export function parseRowChoice(value: unknown): RowChoice | undefined {
  const match = typeof value === 'string' ? /^(inspect|delete):(.+)$/s.exec(value) : null;
  const [, verb, imageId = ''] = match ?? [];
  if ((verb !== 'inspect' && verb !== 'delete') || !isResourceId(imageId)) return undefined;
  return { verb, imageId };
}
