import { isTag } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { annotationNames, createdAnnotation, tagOf } from './annotations.ts';
import type { ImageIndex } from './manifest.ts';
import { mediaTypes } from './media-type.ts';

const named = (refName: string, imageName?: string) => ({
  annotations: {
    [annotationNames.refName]: refName,
    ...(imageName !== undefined && { [annotationNames.containerdImageName]: imageName }),
  },
});

describe('tagOf', () => {
  it.each([
    ['v1.0', 'v1.0'],
    ['team/app:1.0', '1.0'],
    ['registry.example:5000/team/app:1.0', '1.0'],
    ['registry.example/app:1.0@sha256:00', '1.0'],
    ['app:v1', 'v1'],
    ['registry.example:5000/team/app', undefined],
    ['app@sha256:00', undefined],
    ['team/app', undefined],
    ['a b', undefined],
    ['-v1', undefined],
    ['', undefined],
    ['x'.repeat(129), undefined],
  ])('makes of the name %j the tag %j', (refName, tag) => {
    expect(tagOf(named(refName))).toBe(tag);
  });

  it('prefers the full name that BuildKit and containerd write', () => {
    expect(tagOf(named('latest', 'docker.io/library/app:v2'))).toBe('v2');
  });

  it('falls back where the full name has no tag', () => {
    expect(tagOf(named('v1', 'docker.io/library/app@sha256:00'))).toBe('v1');
  });

  it('finds none where there are no annotations', () => {
    expect(tagOf({})).toBeUndefined();
  });

  it('only ever makes tags that follow the grammar', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (refName, imageName) => {
        const tag = tagOf(named(refName, imageName));
        expect(tag === undefined || isTag(tag)).toBe(true);
      }),
    );
  });
});

describe('createdAnnotation', () => {
  const index: ImageIndex = { kind: 'index', mediaType: mediaTypes.index, manifests: [], annotations: {} };

  it('reads a date and nothing else', () => {
    const created = '2026-11-01T12:00:00Z';
    expect(createdAnnotation({ ...index, annotations: { [annotationNames.created]: created } })).toBe(
      created,
    );
    expect(
      createdAnnotation({ ...index, annotations: { [annotationNames.created]: 'today' } }),
    ).toBeUndefined();
    expect(createdAnnotation(index)).toBeUndefined();
  });
});
