import { describe, expect, it } from 'vitest';

import { normalizeOperation } from './operation.ts';

describe('normalizeOperation', () => {
  it('reads an empty message as an operation that is not done', () => {
    expect(normalizeOperation({})).toEqual({
      id: '',
      description: '',
      createdAt: '',
      createdBy: '',
      modifiedAt: '',
      done: false,
      metadata: { imageId: '' },
    });
  });

  it('keeps an error and fills it in', () => {
    expect(normalizeOperation({ done: true, error: { code: 9 } })).toMatchObject({
      done: true,
      error: { code: 9, message: '', details: [] },
    });
  });

  it('keeps an empty response, which says that the operation succeeded', () => {
    expect(normalizeOperation({ done: true, response: {} }).response).toEqual({});
  });
});
