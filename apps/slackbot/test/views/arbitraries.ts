import { normalizeImage, type Image } from '@registry-images/model';
import fc from 'fast-check';

import type { ImageState } from '../../src/state/deletion-request.ts';
import type { ListRenderer } from '../../src/state/settings.ts';
import { hugeImage } from './examples.ts';

const id = fc.stringMatching(/^[a-z0-9]{1,50}$/);
const nasty = fc.constantFrom(
  '<!channel> & `code`',
  '<@U1|x>',
  '```',
  '&lt;!here&gt;',
  '*bold* _it_ ~no~',
  'https://evil.example/x',
  ':tada:',
  '\u202e\u0000\n',
  '\ud800',
  '',
);
/** Any text, what Slack would take for mark-up above all. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.tuple(nasty, fc.integer({ min: 1, max: 40 })).map(([text, times]) => text.repeat(times)),
);
const size = fc.oneof(fc.nat().map(String), fc.constant('9223372036854775807'), fc.constant('0'));
const blob = fc.record({ id, digest: anyText, size });
/** An image as a registry may answer it, whatever is in it. */
export const image: fc.Arbitrary<Image> = fc
  .record(
    {
      id,
      name: anyText,
      digest: anyText,
      compressedSize: size,
      config: blob,
      layers: fc.array(blob, { maxLength: 30 }),
      tags: fc.array(anyText, { maxLength: 30 }),
      createdAt: fc.oneof(anyText, fc.constant('2026-11-20T09:30:00Z')),
    },
    { requiredKeys: ['id'] },
  )
  .map(normalizeImage);
/** A page of images: some of any kind, or many of the largest. */
export const images: fc.Arbitrary<Image[]> = fc.oneof(
  fc.array(image, { maxLength: 10 }),
  fc.integer({ min: 1, max: 50 }).map((count) => Array.from({ length: count }, () => hugeImage)),
);
/** Which blocks a workspace takes; its name, so that what fails is short to read. */
export const renderer: fc.Arbitrary<ListRenderer> = fc.constantFrom<ListRenderer>('data_table', 'sections');
/** How far the deletion of an image may have come. */
export const state: fc.Arbitrary<ImageState> = fc.constantFrom<ImageState>(
  'pending',
  'running',
  'deleted',
  'gone',
  'changed',
  'refused',
  'failed',
  'unknown',
);
