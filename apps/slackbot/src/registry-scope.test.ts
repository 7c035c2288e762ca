import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isInScope, pulledName, scopeQuery, shownName, wireName } from './registry-scope.ts';

const registry = { kind: 'registry', registryId: 'reg' } as const;
const folder = { kind: 'folder', folderId: 'f1' } as const;

describe('wireName', () => {
  it('puts the id of the registry before a name, unless it is there', () => {
    expect(wireName(registry, 'team/app')).toBe('reg/team/app');
    expect(wireName(registry, 'reg/team/app')).toBe('reg/team/app');
    expect(wireName(folder, 'other/app')).toBe('other/app');
  });

  it('reads the names that shownName writes', () => {
    const path = fc.stringMatching(/^(reg\/){0,2}[a-z]+$/);
    fc.assert(
      fc.property(path, (name) => {
        expect(wireName(registry, shownName(registry, `reg/${name}`))).toBe(`reg/${name}`);
      }),
    );
  });
});

describe('shownName', () => {
  it('leaves out the id of the registry, if there is only one', () => {
    expect(shownName(registry, 'reg/team/app')).toBe('team/app');
    expect(shownName(folder, 'reg/team/app')).toBe('reg/team/app');
  });
});

describe('pulledName', () => {
  it('is the path within one registry, and the whole name where there are several', () => {
    expect(pulledName(registry, 'reg/team/app')).toBe('team/app');
    expect(pulledName(registry, 'reg/reg/app')).toBe('reg/app');
    expect(pulledName(folder, 'reg/team/app')).toBe('reg/team/app');
  });
});

describe('isInScope', () => {
  it('knows the repositories of its registry', () => {
    expect(isInScope(registry, 'reg/app')).toBe(true);
    expect(isInScope(registry, 'registry/app')).toBe(false);
    expect(isInScope(folder, 'any/app')).toBe(true);
  });
});

describe('scopeQuery', () => {
  it('asks for a registry or a folder', () => {
    expect(scopeQuery(registry)).toEqual({ registryId: 'reg' });
    expect(scopeQuery(folder)).toEqual({ folderId: 'f1' });
  });
});
