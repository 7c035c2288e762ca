import { isRepositoryName } from '@registry-images/model';

import type { ImageName } from '../commands/image-name.ts';
import { similarNames } from '../query/similar-names.ts';
import { shownName } from '../registry-scope.ts';
import type { Actor, PolicySource } from './actor.ts';
import { repositoryCandidates, type ResolveDeps } from './resolve-image.ts';
import { visibilityOf, type Visibility } from './visibility.ts';

const maxSimilar = 3;

/**
 * The repository that a person means, by its name for people, who paste the address of the registry along with it. Whether
 * it is there is another question, and whether they may see it too: it comes first, so that the policy is asked about the
 * right one.
 *
 * @throws ImagesError if the registry cannot be asked.
 */
export async function meantRepository(
  deps: ResolveDeps,
  typed: string,
  visibility: Visibility,
): Promise<string> {
  const names = repositoryCandidates(deps.scope, typed, deps.registryHost).map((name) =>
    shownName(deps.scope, name),
  );
  if (names.length < 2) return names[0] ?? typed;
  const known = await visibleRepositories(deps, visibility);
  // What begins like the name of a host is one, unless there is such a repository.
  return names.find((name) => known.includes(name)) ?? names.at(-1) ?? typed;
}

/**
 * The image that a person means, with the name of its repository as people see it.
 *
 * @throws ImagesError if the registry cannot be asked; an Error if Slack cannot be asked who they are.
 */
export async function meantImage(
  deps: ResolveDeps & PolicySource,
  actor: Actor,
  image: ImageName,
): Promise<ImageName> {
  if (image.kind !== 'repository') return image;
  const visibility = await visibilityOf(deps, actor);
  return { ...image, repository: await meantRepository(deps, image.repository, visibility) };
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
 * @throws ImagesError if the registry cannot be asked; an Error if Slack cannot be asked who they are.
 */
export async function repositoryNamed(
  deps: Pick<ResolveDeps, 'repositories'> & PolicySource,
  actor: Actor,
  typed: string,
): Promise<string | undefined> {
  const name = typed.toLowerCase();
  if (!isRepositoryName(name)) return undefined;
  const visibility = await visibilityOf(deps, actor);
  return (await visibleRepositories(deps, visibility)).includes(name) ? name : undefined;
}

async function visibleRepositories(
  { repositories }: Pick<ResolveDeps, 'repositories'>,
  visibility: Visibility,
): Promise<readonly string[]> {
  const { names } = await repositories.list();
  return visibility.isAll ? names : names.filter((name) => visibility.decide(name).allowed);
}
