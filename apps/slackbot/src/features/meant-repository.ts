import { isImagesError } from '@registry-images/client';
import { isRepositoryName } from '@registry-images/model';

import type { ImageName } from '../commands/image-name.ts';
import { startDeadline } from '../deadline.ts';
import { similarNames } from '../query/similar-names.ts';
import { shownName, wireName } from '../registry-scope.ts';
import type { Actor, PolicySource } from './actor.ts';
import { hasImages } from './has-images.ts';
import type { ImageSource } from './image-source.ts';
import type { Repositories } from './list-repositories.ts';
import type { ResolveDeps } from './resolve-image.ts';
import { visibilityOf, type Visibility } from './visibility.ts';

const maxSimilar = 3;
/** Somebody who types waits for it, and Slack waits for three seconds. */
const maxNamedMs = 1000;

/** How a name that somebody typed may be read. */
export interface Reading {
  readonly visibility: Visibility;
  /** The addresses of registries that may be left out: of any, or of the bot's own, where another guess could do harm. */
  readonly addresses: 'any' | 'own';
}

/**
 * The repository that a person means, by its name for people, who paste the address of a registry along with it: with an
 * address that may not be left out it is the whole, even where no repository can have that name. A whole name goes before what
 * is left of it without an address. Whether they may see it is another question; what they may not see is not looked for,
 * since the answer would tell whether it is there.
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
  // With a port it is the name of none, so there is nothing to look for.
  if (!isRepositoryName(whole)) return path;
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

function readAddress({ scope, pullPrefix }: ResolveDeps, typed: string): Address {
  const named = (name: string): string => shownName(scope, wireName(scope, name));
  const own = pullPrefix && `${pullPrefix.toLowerCase()}/`;
  const isOwn = own !== undefined && typed.startsWith(own);
  const host = typed.slice(0, typed.indexOf('/') + 1);
  const path = typed.slice(isOwn ? own.length : host.length);
  const isAddress = (isOwn || /[.:]/.test(host)) && isRepositoryName(path);
  return { whole: named(typed), isOwn, ...(isAddress && { path: named(path) }) };
}

/**
 * The image of whose audit a person asks, with the name of its repository as people see it. Of what was deleted nothing may be
 * left, so that no address is left out but the bot's own.
 *
 * @throws ImagesError if the registry cannot be asked; an Error if Slack cannot be asked who they are; the abort reason of
 *   `signal`.
 */
export async function meantImage(
  deps: ResolveDeps & PolicySource,
  actor: Actor,
  image: ImageName,
  signal: AbortSignal,
): Promise<ImageName> {
  if (image.kind !== 'repository') return image;
  const reading = { visibility: await visibilityOf(deps, actor), addresses: 'own' } as const;
  return { ...image, repository: await meantRepository(deps, image.repository, reading, signal) };
}

/** The repositories that somebody may have meant. */
export interface SimilarRepositories {
  /** By their names for people, the likeliest first. */
  readonly similar: readonly string[];
  /** Whether there are more repositories than were looked through. */
  readonly isCutShort: boolean;
}

/**
 * The repositories that somebody may have meant and may see.
 *
 * @throws ImagesError if the registry cannot be asked.
 */
export async function similarRepositories(
  deps: Pick<ResolveDeps, 'repositories'>,
  typed: string,
  visibility: Visibility,
): Promise<SimilarRepositories> {
  const { names, isComplete } = await visibleRepositories(deps, visibility);
  return { similar: similarNames(typed, names, maxSimilar), isCutShort: !isComplete };
}

/**
 * The repositories that a menu offers to somebody who types. Where there are more than the bot has read, the one that is typed
 * is looked for, as far as the registry tells in time.
 *
 * @throws ImagesError if the registry cannot be asked which there are.
 */
export async function offeredRepositories(
  deps: ResolveDeps,
  typed: string,
  visibility: Visibility,
  signal: AbortSignal,
): Promise<readonly string[]> {
  using deadline = startDeadline(deps.clock, maxNamedMs, signal);
  const readAll = async (): Promise<Repositories> => {
    const read = await visibleRepositories(deps, visibility);
    if (read.isComplete) deadline.end(new DOMException('Everything is known.', 'AbortError'));
    return read;
  };
  const findNamed = async (): Promise<string | undefined> => {
    try {
      return await wholeName(deps, typed, visibility, deadline.signal);
    } catch (error) {
      // What was read is worth showing without it.
      if (deadline.signal.aborted || isImagesError(error)) return undefined;
      throw error;
    }
  };
  const [{ names, isComplete }, named] = await Promise.all([readAll(), findNamed()]);
  return isComplete || named === undefined ? names : [...new Set([named, ...names])];
}

/**
 * The repository of which somebody typed the whole name, by its name for people; undefined if there is none that they may see.
 *
 * @throws ImagesError if the registry cannot be asked; an Error if Slack cannot be asked who they are; the abort reason of
 *   `signal`.
 */
export async function repositoryNamed(
  deps: ImageSource & PolicySource,
  actor: Actor,
  typed: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  return wholeName(deps, typed, await visibilityOf(deps, actor), signal);
}

async function wholeName(
  deps: ImageSource,
  typed: string,
  visibility: Visibility,
  signal: AbortSignal,
): Promise<string | undefined> {
  const name = shownName(deps.scope, wireName(deps.scope, typed.trim().toLowerCase()));
  if (!isRepositoryName(name) || !visibility.decide(name).allowed) return undefined;
  return (await hasImages(deps, name, signal)) ? name : undefined;
}

async function visibleRepositories(
  { repositories }: Pick<ResolveDeps, 'repositories'>,
  visibility: Visibility,
): Promise<Repositories> {
  const { names, isComplete } = await repositories.list();
  const visible = visibility.isAll ? names : names.filter((name) => visibility.decide(name).allowed);
  return { names: visible, isComplete };
}
