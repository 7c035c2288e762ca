import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodeConfirmation, imageFingerprint, parseConfirmation } from './confirmation.ts';

const confirmation = {
  confirmationId: 'c1',
  userId: 'U1',
  imageId: 'i1',
  fingerprint: 'f',
  responseUrl: 'https://hooks.slack.com/commands/1',
  fromButton: true,
};

describe('parseConfirmation', () => {
  it('reads what encodeConfirmation writes', () => {
    expect(parseConfirmation(encodeConfirmation(confirmation))).toEqual(confirmation);
  });

  it.each(Object.keys(confirmation))('answers undefined where %s is missing', (field) => {
    expect(parseConfirmation(JSON.stringify({ ...confirmation, [field]: undefined }))).toBeUndefined();
  });

  it('answers undefined for anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseConfirmation(value)).toBeUndefined();
      }),
    );
  });
});

describe('imageFingerprint', () => {
  const image = { name: 'reg/a', digest: 'sha256:1', tags: ['v1', 'v2'] };

  it('does not mind the order of the tags', () => {
    expect(imageFingerprint({ ...image, tags: ['v2', 'v1'] })).toBe(imageFingerprint(image));
  });

  it.each([{ name: 'reg/b' }, { digest: 'sha256:2' }, { tags: ['v1'] }, { tags: ['v1,v2'] }])(
    'changes with %j',
    (change) => {
      expect(imageFingerprint({ ...image, ...change })).not.toBe(imageFingerprint(image));
    },
  );
});
