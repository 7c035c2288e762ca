import type { Image } from '@registry-images/model';
import type { PlainTextOption } from '@slack/types';

import { similarNames } from '../query/similar-names.ts';
import { option } from './elements.ts';
import { imageRow, type ImageRow } from './image-row.ts';
import { limits } from './limits.ts';
import type { View } from './view.ts';

/**
 * The entries of a menu of repositories for what was typed so far: those that begin with it, those that contain it, then
 * similar ones. Names that an entry cannot carry are left out.
 */
export function repositoryOptions(names: readonly string[], typed: string): PlainTextOption[] {
  const wanted = typed.trim().toLowerCase();
  const begins = names.filter((name) => name.startsWith(wanted));
  const contains = names.filter((name) => name.includes(wanted));
  const similar = similarNames(wanted, names, 5);
  return [...new Set([...begins, ...contains, ...similar])]
    .filter((name) => name !== '' && name.length <= limits.optionValue)
    .slice(0, limits.selectOptions)
    .map((name) => option(name, name));
}

/** The entries of a menu of images. */
export function imageOptions(images: readonly Image[], view: View): PlainTextOption[] {
  const rows = new Map(images.map((image) => [image.id, imageRow(image, view)]));
  return [...rows.values()].slice(0, limits.selectOptions).map((row) => imageOption(row));
}

/** With every tag there is room for: people look for the one that they have typed. */
function imageOption({ title, tags, imageId, size, age }: ImageRow): PlainTextOption {
  const { text: description } = option(`${size} · ${age}`, imageId);
  return { ...option([title, ...tags.slice(1)].join(', '), imageId), description };
}
