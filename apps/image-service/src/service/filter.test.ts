import { isRepositoryName } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isServiceError } from '../errors.ts';
import { parseFilter } from './filter.ts';

describe('parseFilter', () => {
  it.each(['name="local/team/app"', ' name = "local/team/app" '])('reads %s', (filter) => {
    expect(parseFilter(filter)).toBe('local/team/app');
  });

  it.each(['', '  '])('reads "%s" as no filter', (filter) => expect(parseFilter(filter)).toBeUndefined());

  it.each([
    'name=team',
    "name='team'",
    'tag="v1"',
    'name!="team"',
    'name="team" AND name="app"',
    'name="Team"',
    'name=""',
    'name="a"b"',
    `name="${'a'.repeat(257)}"`,
  ])('refuses %s and names the parameter', (filter) => {
    expect(() => parseFilter(filter)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(/^filter /) }),
    );
  });

  it('answers a repository name or refuses, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(outcome(`name="${text}"`)).toBe(isRepositoryName(text) ? text : 'INVALID_ARGUMENT');
      }),
    );
  });
});

function outcome(filter: string): unknown {
  try {
    return parseFilter(filter);
  } catch (error) {
    return isServiceError(error) ? error.code : error;
  }
}
