import { anything, assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readableTexts } from './readable-texts.ts';

describe('readableTexts', () => {
  it('finds what people would read, in order', () => {
    const block = {
      type: 'hologram',
      block_id: 'b1',
      title: { type: 'plain_text', text: 'Title' },
      elements: [{ type: 'image', alt_text: 'A picture', image_url: 'https://a.example' }],
    };
    expect(readableTexts(block)).toEqual(['Title', 'A picture']);
  });

  it('finds its way out of any value', () => {
    assert(
      property(anything(), (value) => {
        expect(readableTexts(value)).toBeInstanceOf(Array);
      }),
    );
  });
});
