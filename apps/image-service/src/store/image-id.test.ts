import { describe, expect, it } from 'vitest';

import { imageId } from './image-id.ts';

const digest = `sha256:${'0'.repeat(64)}`;

describe('imageId', () => {
  it('never changes, because clients keep it', () => {
    expect(imageId('local/team/app', digest)).toBe('imgb917t36dmkbj6k2tr');
  });

  it('is another one in another repository and for another digest', () => {
    const ids = [imageId('a', digest), imageId('b', digest), imageId('a', digest.replace(/0$/, '1'))];
    expect(new Set(ids).size).toBe(3);
  });
});
