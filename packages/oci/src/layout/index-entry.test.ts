import { isTag } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { annotationNames, tagOf } from '../annotations.ts';
import { digestOf } from '../digest.ts';
import { tagsIn } from '../graph/image-graph.ts';
import { entryOf, withImage, type IndexEntry } from './index-entry.ts';

const descriptorOf = (name: string) => ({
  mediaType: 'application/x',
  digest: digestOf(Buffer.from(name)),
  size: name.length,
});
const a = descriptorOf('a');
const b = descriptorOf('b');
const images = (entries: readonly IndexEntry[]) =>
  entries.map(({ descriptor }) => [descriptor.digest === a.digest ? 'a' : 'b', tagOf(descriptor)]);
const named = (annotations: Record<string, string>) =>
  entryOf({ ...a, annotations, 'x.unknown': 1 }, 'entry');

describe('withImage', () => {
  it('moves a tag and leaves the image that had it untagged', () => {
    expect(images(withImage(withImage([], a, 'v1'), b, 'v1'))).toEqual([
      ['a', undefined],
      ['b', 'v1'],
    ]);
  });

  it('makes an entry for each tag of an image', () => {
    expect(images(withImage(withImage([], a, 'v1'), a, 'v2'))).toEqual([
      ['a', 'v1'],
      ['a', 'v2'],
    ]);
  });

  it('tags the untagged entry of the same image instead of adding one', () => {
    expect(images(withImage(withImage([], a, undefined), a, 'v1'))).toEqual([['a', 'v1']]);
  });

  it('changes nothing where the image is there already', () => {
    const entries = withImage([], a, 'v1');
    expect(withImage(entries, a, 'v1')).toEqual(entries);
    expect(withImage(entries, a, undefined)).toEqual(entries);
  });

  it('takes a tag away in whichever way it was written, and keeps everything else', () => {
    const entry = named({
      [annotationNames.containerdImageName]: 'docker.io/team/app:v1',
      [annotationNames.refName]: 'v1',
      c: 'd',
    });
    expect(withImage([entry], b, 'v1')[0]?.json).toEqual({ ...a, annotations: { c: 'd' }, 'x.unknown': 1 });
  });

  it('leaves a name that is no tag alone', () => {
    const entry = named({ [annotationNames.refName]: 'not/a/tag' });
    expect(withImage([entry], a, 'v1')).toHaveLength(2);
  });

  it('gives a tag to one image only, and loses no image', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom(a, b), fc.option(fc.constantFrom('v1', 'v2'), { nil: undefined })),
    );
    fc.assert(
      fc.property(steps, (all) => {
        const entries = all.reduce<readonly IndexEntry[]>(
          (sum, [image, tag]) => withImage(sum, image, tag),
          [],
        );
        const tags = entries.map(({ descriptor }) => tagOf(descriptor)).filter((tag) => tag !== undefined);
        expect(new Set(tags).size).toBe(tags.length);
        expect(new Set(entries.map(({ descriptor }) => descriptor.digest))).toEqual(
          new Set(all.map(([image]) => image.digest)),
        );
        expect(tags.every(isTag)).toBe(true);
      }),
    );
  });
});

describe('tagsIn', () => {
  it('lists the tags of an image, each once', () => {
    const entries = [
      ...withImage(withImage([], a, 'v2'), a, 'v1'),
      ...withImage([], a, 'v1'),
      ...withImage([], b, 'v3'),
    ];
    expect(tagsIn(entries, a.digest)).toEqual(['v2', 'v1']);
    expect(tagsIn(entries, digestOf(Buffer.from('c')))).toEqual([]);
  });
});
