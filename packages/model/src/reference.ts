/**
 * References to an image within a registry, as people write them: `team/app:v1`, `team/app@sha256:…`, or both.
 *
 *     reference  ::= repository [":" tag] ["@" digest]
 *     repository ::= component ("/" component)*          at most 255 characters
 *     component  ::= [a-z0-9]+ (("." | "_" | "__" | "-"+) [a-z0-9]+)*
 *     tag        ::= [a-zA-Z0-9_] [a-zA-Z0-9._-]{0,127}
 *
 * There is no host in them: the registry is chosen elsewhere. With both a tag and a digest the digest decides.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
import { isDigest, type Digest } from './digest.ts';

/**
 * An image by its repository and a tag, a digest or both.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export interface ImageReference {
  /** The name of the repository, without a host. */
  readonly repository: string;
  /** Left out where only a digest is given. */
  readonly tag?: string;
  /** Left out where only a tag is given. */
  readonly digest?: Digest;
}

/**
 * What became of reading a reference: the reference, or what is wrong with it, as a sentence for people.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export type ParsedReference =
  | {
      readonly ok: true;
      /** What was read. */
      readonly reference: ImageReference;
    }
  | {
      readonly ok: false;
      /** What is wrong, as a sentence. */
      readonly problem: string;
    };

const maxRepositoryLength = 255;
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repositoryPattern = new RegExp(`^${component}(?:/${component})*$`);
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/**
 * Whether `value` is a repository name by the grammar of the OCI distribution specification.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export function isRepositoryName(value: string): boolean {
  return value.length <= maxRepositoryLength && repositoryPattern.test(value);
}

/**
 * Whether `value` is a tag by the grammar of the OCI distribution specification.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export function isTag(value: string): boolean {
  return tagPattern.test(value);
}

/**
 * Reads a reference. A repository alone is one, without tag and digest.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export function parseReference(text: string): ParsedReference {
  const at = text.indexOf('@');
  const named = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const colon = named.indexOf(':');
  const repository = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);

  if (!isRepositoryName(repository)) return { ok: false, problem: repositoryProblem(repository) };
  if (tag !== undefined && !isTag(tag)) {
    return { ok: false, problem: `"${tag}" is not a tag: letters, digits, ".", "_" and "-", at most 128.` };
  }
  if (digest !== undefined && !isDigest(digest)) {
    return { ok: false, problem: `"${digest}" is not a digest: "sha256:" and 64 digits of 0-9 and a-f.` };
  }
  return {
    ok: true,
    reference: { repository, ...(tag !== undefined && { tag }), ...(digest && { digest }) },
  };
}

/**
 * Writes a reference, so that `parseReference` reads the same one.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export function formatReference({ repository, tag, digest }: ImageReference): string {
  return repository + (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

function repositoryProblem(repository: string): string {
  if (repository === '') return 'The name of the repository is missing.';
  if (repository.length > maxRepositoryLength) {
    return `The name of the repository has more than ${maxRepositoryLength} characters.`;
  }
  if (repository !== repository.toLowerCase()) return `"${repository}" must be in lower case.`;
  return `"${repository}" is not a repository name, such as "team/app".`;
}
