import { describe, expect, it } from 'vitest';

import { referenced, refusedError } from './refusal.ts';

const parent = (letter: string) => ({ digest: `sha256:${letter.repeat(64)}`, tags: [letter] });

describe('refusedError', () => {
  it('says of each subject what is said of it alone, and everything in its message', () => {
    const error = refusedError(referenced([parent('a'), parent('b')]));
    expect(error.message).toContain('part of a (aaaaaaaaaaaa) and b (');
    expect(error.details).toMatchObject([
      {
        violations: [
          { subject: parent('a').digest, description: 'This contains the image.' },
          { subject: parent('b').digest, description: 'This contains the image.' },
        ],
      },
    ]);
  });

  it('says everything of a subject that is the only one', () => {
    const error = refusedError(referenced([parent('a')]));
    expect(error.details).toMatchObject([{ violations: [{ description: error.message }] }]);
  });
});
