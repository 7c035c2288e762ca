import type { ImageName } from '../commands/image-name.ts';
import type { Decision } from '../policy/decide.ts';
import { shownName, type RegistryScope } from '../registry-scope.ts';
import type { Actor, PolicySource } from './actor.ts';
import { meantRepository, similarRepositories } from './meant-repository.ts';
import { getImage, resolveImage, type Resolution, type ResolveDeps } from './resolve-image.ts';
import { visibilityOf, type Visibility } from './visibility.ts';

/** What somebody looks for: what they typed, or the image whose button they pressed. */
export type WantedImage =
  | { readonly kind: 'name'; readonly name: ImageName; readonly verb: 'inspect' | 'delete' }
  | { readonly kind: 'id'; readonly imageId: string };

/** What became of looking for an image. */
export type FoundImage =
  | Resolution
  /** The image whose button was pressed is not there any more. */
  | { readonly outcome: 'gone' }
  /** It is there, and not for everybody. `repository` is the name for people. */
  | {
      readonly outcome: 'forbidden';
      readonly repository: string;
      readonly decision: Exclude<Decision, { allowed: true }>;
    };

/**
 * Finds an image for somebody, and tells of nothing that they may not see: of a repository that they named the policy
 * speaks, whether or not it is there, and everything else that they may not see is as if it were not there.
 *
 * @throws ImagesError if the registry cannot be asked; an Error if Slack cannot be asked who they are; the abort reason of
 *   `signal`.
 */
export async function findImage(
  deps: ResolveDeps & PolicySource,
  actor: Actor,
  wanted: WantedImage,
  signal: AbortSignal,
): Promise<FoundImage> {
  const visibility = await visibilityOf(deps, actor);
  if (wanted.kind === 'id') {
    const image = await getImage(deps, wanted.imageId, signal);
    if (!image) return { outcome: 'gone' };
    // Who has a button for it has been shown its name.
    return whyForbidden(shownName(deps.scope, image.name), visibility) ?? { outcome: 'found', image };
  }
  const name = await meantName(deps, wanted, visibility, signal);
  if (visibility.isAll) return resolveImage(deps, name, signal);
  const forbidden = name.kind === 'repository' && whyForbidden(name.repository, visibility);
  if (forbidden) return forbidden;
  const found = onlyVisible(await resolveImage(deps, name, signal), deps.scope, visibility);
  return found ?? notFound(deps, name, visibility);
}

async function meantName(
  deps: ResolveDeps,
  { name, verb }: Extract<WantedImage, { kind: 'name' }>,
  visibility: Visibility,
  signal: AbortSignal,
): Promise<ImageName> {
  if (name.kind !== 'repository') return name;
  const addresses = verb === 'delete' ? 'own' : 'any';
  const repository = await meantRepository(deps, name.repository, { visibility, addresses }, signal);
  return { ...name, repository };
}

function whyForbidden(
  repository: string,
  visibility: Visibility,
): Extract<FoundImage, { outcome: 'forbidden' }> | undefined {
  const decision = visibility.decide(repository);
  return decision.allowed ? undefined : { outcome: 'forbidden', repository, decision };
}

/** What of an outcome somebody may see; undefined for nothing, which must look like nothing that is there. */
function onlyVisible(
  found: Resolution,
  scope: RegistryScope,
  visibility: Visibility,
): Resolution | undefined {
  if (found.outcome === 'not-found-in-bounds') return found;
  if (found.outcome === 'ambiguous') {
    const images = found.images.filter((image) => visibility.canSee(image));
    const [only] = images;
    if (!only) return undefined;
    return images.length === 1 && !found.isMore ? { outcome: 'found', image: only } : { ...found, images };
  }
  const name = nameOf(found);
  return name !== undefined && visibility.decide(shownName(scope, name)).allowed ? found : undefined;
}

/** The name on the wire of the repository that an outcome is about. */
function nameOf(
  found: Exclude<Resolution, { outcome: 'ambiguous' | 'not-found-in-bounds' }>,
): string | undefined {
  if (found.outcome === 'found') return found.image.name;
  return found.outcome === 'repository' ? found.repository : found.knownRepository;
}

async function notFound(deps: ResolveDeps, name: ImageName, visibility: Visibility): Promise<FoundImage> {
  const typed = name.kind === 'repository' ? name.repository : name.kind === 'word' ? name.word : undefined;
  if (typed === undefined) return { outcome: 'not-found', repositories: [], tags: [] };
  const { similar, isCutShort } = await similarRepositories(deps, typed, visibility);
  return { outcome: 'not-found', repositories: similar, tags: [], isCutShort };
}
