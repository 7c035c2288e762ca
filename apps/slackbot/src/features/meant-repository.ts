import { isRepositoryName } from '@registry-images/model';

import { similarNames } from '../query/similar-names.ts';
import { shownName, wireName } from '../registry-scope.ts';
import { hasImages } from './has-images.ts';
import type { ResolveDeps } from './resolve-image.ts';
import type { Visibility } from './visibility.ts';

const maxSimilar = 3;

/** How a name that somebody typed may be read. */
export interface Reading {
  readonly visibility: Visibility;
  /** The addresses of registries that may be left out: of any, or of the bot's own, where another guess could do harm. */
  readonly addresses: 'any' | 'own';
}

/**
 * The repository that a person means, by its name for people, who paste the address of a registry along with it. A whole name
 * goes before what is left of it without an address. Whether they may see it is another question; what they may not see is
 * not looked for, since the answer would tell whether it is there.
 *
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function meantRepository(
  deps: ResolveDeps,
  typed: string,
  { visibility, addresses }: Reading,
  signal: AbortSignal,
): Promise<string> {
  const { whole, path, isOwn } = readAddress(deps, typed);
  if (path === undefined || (!isOwn && addresses === 'own')) return whole;
  if (!visibility.decide(whole).allowed) return isOwn ? path : whole;
  return (await hasImages(deps, whole, signal)) ? whole : path;
}

/** What a typed name may stand for: all of it, or, if it begins like the address of a registry, the rest. */
interface Address {
  readonly whole: string;
  readonly path?: string;
  /** Whether it is the address of the bot's own registry. */
  readonly isOwn: boolean;
}

function readAddress({ scope, registryHost }: ResolveDeps, typed: string): Address {
  const named = (name: string): string => shownName(scope, wireName(scope, name));
  // Of a typed address the port has gone already: no name of a repository has one.
  const own = registryHost && `${registryHost.replace(/:\d+$/, '').toLowerCase()}/`;
  const isOwn = own !== undefined && typed.startsWith(own);
  const host = typed.slice(0, typed.indexOf('/') + 1);
  const path = typed.slice(isOwn ? own.length : host.length);
  const isAddress = (isOwn || host.includes('.')) && isRepositoryName(path);
  return { whole: named(typed), isOwn, ...(isAddress && { path: named(path) }) };
}

/**
 * The repositories that somebody may have meant and may see, by their names for people, the likeliest first.
 *
 * @throws ImagesError if the registry cannot be asked.
 */
export async function similarRepositories(
  deps: Pick<ResolveDeps, 'repositories'>,
  typed: string,
  visibility: Visibility,
): Promise<readonly string[]> {
  return similarNames(typed, await visibleRepositories(deps, visibility), maxSimilar);
}

/**
 * The repository of which somebody typed the name where a command stands; undefined if there is none that they may see.
 *
 * @throws ImagesError if the registry cannot be asked.
 */
export async function repositoryNamed(
  deps: Pick<ResolveDeps, 'repositories'>,
  typed: string,
  visibility: Visibility,
): Promise<string | undefined> {
  const name = typed.toLowerCase();
  if (!isRepositoryName(name)) return undefined;
  return (await visibleRepositories(deps, visibility)).includes(name) ? name : undefined;
}

async function visibleRepositories(
  { repositories }: Pick<ResolveDeps, 'repositories'>,
  visibility: Visibility,
): Promise<readonly string[]> {
  const { names } = await repositories.list();
  return visibility.isAll ? names : names.filter((name) => visibility.decide(name).allowed);
}
