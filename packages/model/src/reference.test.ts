import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readVectors } from '../test/vectors.ts';
import { formatReference, isRepositoryName, isTag, parseReference } from './reference.ts';

const digest = `sha256:${'a'.repeat(64)}` as const;

describe('parseReference', () => {
  it.each(readVectors('reference_valid'))('accepts %s, and formatReference writes it back', (line) => {
    const parsed = parseReference(line);
    expect(parsed.ok && formatReference(parsed.reference)).toBe(line);
  });

  it.each(readVectors('reference_invalid'))('refuses "%s" with a sentence', (line) => {
    expect(parseReference(line)).toEqual({ ok: false, problem: expect.stringMatching(/^.+\.$/s) });
  });

  it('takes the parts apart', () => {
    expect(parseReference(`team/app:v1@${digest}`)).toEqual({
      ok: true,
      reference: { repository: 'team/app', tag: 'v1', digest },
    });
  });

  it('says that names are in lower case, the most common mistake', () => {
    expect(parseReference('Team/app')).toEqual({ ok: false, problem: '"Team/app" must be in lower case.' });
  });

  it('answers any text, and what it accepts has valid parts', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z/._:@-]{0,40}$/)), (text) => {
        const parsed = parseReference(text);
        if (!parsed.ok) return;
        expect(isRepositoryName(parsed.reference.repository)).toBe(true);
        expect(isTag(parsed.reference.tag ?? 'latest')).toBe(true);
        expect(formatReference(parsed.reference)).toBe(text);
      }),
    );
  });
});
