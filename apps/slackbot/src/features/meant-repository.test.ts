import { createImagesClient } from '@registry-images/client';
import { createFakeImageService } from '@registry-images/client/testing';
import { describe, expect, it } from 'vitest';

import { policyOf, under } from '../../test/deletion-world.ts';
import { defaultPolicy, type Policy } from '../policy/policy.ts';
import type { RegistryScope } from '../registry-scope.ts';
import { meantRepository, type Reading } from './meant-repository.ts';
import { visibilityOf } from './visibility.ts';

const { signal } = new AbortController();
const clock = { now: () => 0, after: () => () => undefined };
const registry: RegistryScope = { kind: 'registry', registryId: 'reg' };
const appAlone = policyOf('roles: { deleter: { who: everyone, repositories: app } }');

interface Typing {
  /** The names on the wire of the repositories that there are. */
  readonly there?: readonly string[];
  readonly scope?: RegistryScope;
  readonly policy?: Policy;
  readonly addresses?: Reading['addresses'];
  readonly pullPrefix?: string;
}

/** What is meant by a name. Of the list of repositories nothing is known, as in a registry that is too large. */
async function meant(typed: string, options: Typing = {}): Promise<string> {
  const { there = [], scope = registry, policy = defaultPolicy, addresses = 'any' } = options;
  const { pullPrefix = 'cr.yandex/reg' } = options;
  const service = createFakeImageService({ images: there.map((name) => ({ name, tags: ['v1'] })) });
  const deps = {
    images: createImagesClient(service.clientOptions),
    scope,
    clock,
    pullPrefix,
    repositories: { list: () => Promise.resolve({ names: [], isComplete: false }) },
  };
  const directory = {
    groupsOf: () => Promise.resolve([]),
    membersOf: () => Promise.resolve([]),
  };
  const visibility = await visibilityOf(
    { ...under(policy), scope, directory },
    { teamId: 'T1', userId: 'U1' },
  );
  return meantRepository(deps, typed, { visibility, addresses }, signal);
}

describe('meantRepository', () => {
  it.each(['app', 'team/app', 'reg/team/app'])('takes %s for a name', async (typed) => {
    expect(await meant(typed)).toBe(typed.replace('reg/', ''));
  });

  it('leaves out an address, unless there is a repository of the whole name', async () => {
    for (const typed of ['cr.yandex/app', 'cr.yandex/reg/app', 'my.org/app', 'my.org/reg/app']) {
      expect(await meant(typed, { there: ['reg/app'] })).toBe('app');
    }
    for (const typed of ['cr.yandex/app', 'my.org/app']) {
      expect(await meant(typed, { there: ['reg/app', `reg/${typed}`] })).toBe(typed);
    }
  });

  it('leaves out no address but its own where something goes', async () => {
    const there = ['reg/app'];
    expect(await meant('my.org/app', { there, addresses: 'own' })).toBe('my.org/app');
    expect(await meant('cr.yandex/reg/app', { there, addresses: 'own' })).toBe('app');
    expect(await meant('cr.yandex/app', { there, addresses: 'own' })).toBe('cr.yandex/app');
  });

  it('tells addresses by their ports, too', async () => {
    const there = ['reg/app', 'reg/images.local/app'];
    const options = { there, pullPrefix: 'Images.Local:5000' } as const;
    for (const typed of ['images.local:5000/app', 'images.local:5000/reg/app']) {
      expect(await meant(typed, { ...options, addresses: 'own' })).toBe('app');
    }
    for (const typed of ['images.local:5001/app', 'other:5000/app', '[::1]:5000/app', 'images.local/app']) {
      expect(await meant(typed, { ...options, addresses: 'own' })).toBe(typed);
    }
    for (const typed of ['images.local:5001/app', 'other:5000/reg/app', '[::1]:5000/app']) {
      expect(await meant(typed, options)).toBe('app');
      expect(await meant(typed, { ...options, policy: appAlone })).toBe('app');
    }
  });

  it('does not tell whether there is what may not be seen', async () => {
    for (const there of [['reg/app'], ['reg/app', 'reg/my.org/app', 'reg/cr.yandex/reg/app']]) {
      expect(await meant('my.org/app', { there, policy: appAlone })).toBe('my.org/app');
      expect(await meant('cr.yandex/reg/app', { there, policy: appAlone })).toBe('app');
    }
  });

  it('knows the registries of a folder by their ids', async () => {
    const options = {
      there: ['reg/app'],
      scope: { kind: 'folder', folderId: 'f1' },
      pullPrefix: 'cr.yandex',
    } as const;
    expect(await meant('cr.yandex/reg/app', { ...options, addresses: 'own' })).toBe('reg/app');
    expect(await meant('my.org/reg/app', options)).toBe('reg/app');
  });
});
