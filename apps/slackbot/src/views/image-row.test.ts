import { expect, it } from 'vitest';

import { requestedImage, viewFor } from '../../test/views/examples.ts';
import { imageMarkup, imageText } from './image-row.ts';

it.each([[['v1', 'latest']], [[]], [['1', '2', '3', '4', '5', '6']]])(
  'calls an image with the tags %j the same in mark-up and in plain text',
  (tags) => {
    const view = viewFor('sections');
    const image = requestedImage({ tags });
    expect(imageText(image, view)).toBe(imageMarkup(image, view).replaceAll('`', ''));
    expect(imageText(image, view)).toMatch(/^team\/app \(/);
  },
);
