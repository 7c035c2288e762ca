import { isDigest, isRepositoryName, isResourceId, isTag } from '@registry-images/model';

/**
 * An image, or a repository, as a person named it. What it means is for the registry to say:
 *
 *     name       ::= word | digest | repository [":" tag] ["@" digest] | repository "/"
 *     repository ::= [host ":" port "/"] path
 *     digest     ::= ["sha256:"] at least 6 hexadecimal digits; fewer than all of them are a prefix
 *
 * - `word`: an id, the beginning of a digest, or a repository of one part;
 * - `digest`: the beginning of the digest of an image in any repository;
 * - `repository`: a repository, and which of its images if there is a tag or the beginning of a digest. The address of a
 *   registry stays before its path: which one may be left out is not for who reads it to say.
 */
export type ImageName =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'digest'; readonly digest: string }
  | {
      readonly kind: 'repository';
      readonly repository: string;
      readonly tag?: string;
      /** With its algorithm, e.g. `sha256:4f06b3c2`. */
      readonly digest?: string;
    };

/** What of a text keeps it from being the name of an image. */
export type ImageNameFault = 'repository' | 'tag' | 'digest';

/** What became of reading the name of an image: the name, or which part of it is wrong. */
export type ParsedImageName =
  | { readonly ok: true; readonly image: ImageName }
  | { readonly ok: false; readonly fault: ImageNameFault; readonly text: string };

/** The beginning of a digest has at least six hexadecimal digits: less is as likely a name. */
const prefixPattern = /^(?:([a-z0-9]+(?:[+._-][a-z0-9]+)*):)?([a-f0-9]{6,128})$/;
/** The look behind keeps the time linear: a long run of slashes is not tried from each of them. */
const slashesAtEnd = /(?<!\/)\/+$/;
/** Without a port an address looks like a part of the path. The name of a host has at most 253 characters. */
const addressWithPort = /^(?=[^/]{1,259}\/.)(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[a-f0-9:]+\]):\d{1,5}\//;

/** Reads the name of an image. Repositories and digests are always in lower case, so that is what they become. */
export function parseImageName(text: string): ParsedImageName {
  if (!/[:@/]/.test(text)) return parseWord(text);
  const typed = text.replace(/^@/, '').replace(slashesAtEnd, '');
  // Of other algorithms "name:digits" is a repository and a tag, such as the id of a commit.
  if (/^sha(256|512):/i.test(typed)) {
    const digest = digestPrefix(typed);
    return digest === undefined
      ? { ok: false, fault: 'digest', text: typed }
      : { ok: true, image: { kind: 'digest', digest } };
  }
  const at = typed.indexOf('@');
  const named = at < 0 ? typed : typed.slice(0, at);
  const colon = named.indexOf(':', addressOf(named.toLowerCase()).length);
  const repository = (colon < 0 ? named : named.slice(0, colon)).toLowerCase();
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  const typedDigest = at < 0 ? undefined : typed.slice(at + 1);
  const digest = typedDigest === undefined ? undefined : digestPrefix(typedDigest);
  if (!isNamed(repository)) return { ok: false, fault: 'repository', text: repository };
  if (tag !== undefined && !isTag(tag)) return { ok: false, fault: 'tag', text: tag };
  if (typedDigest !== undefined && digest === undefined)
    return { ok: false, fault: 'digest', text: typedDigest };
  return {
    ok: true,
    image: { kind: 'repository', repository, ...(tag !== undefined && { tag }), ...(digest && { digest }) },
  };
}

/** Reads the name of a repository, in lower case, perhaps behind the address of a registry. */
export function parseRepositoryName(text: string): string | undefined {
  const repository = text.toLowerCase().replace(slashesAtEnd, '');
  return isNamed(repository) ? repository : undefined;
}

function isNamed(repository: string): boolean {
  return isRepositoryName(repository.slice(addressOf(repository).length));
}

function addressOf(name: string): string {
  return addressWithPort.exec(name)?.[0] ?? '';
}

/** Writes a name, so that {@link parseImageName} reads the same one. */
export function formatImageName(image: ImageName): string {
  if (image.kind === 'word') return image.word;
  if (image.kind === 'digest') return image.digest;
  const { repository, tag, digest } = image;
  const isBare = tag === undefined && digest === undefined && !repository.includes('/');
  // A repository of one part would be read as a word.
  if (isBare) return `${repository}/`;
  return repository + (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

function parseWord(word: string): ParsedImageName {
  if (isResourceId(word)) return { ok: true, image: { kind: 'word', word } };
  // A full digest without its algorithm is longer than an id.
  const digest = digestPrefix(word);
  if (digest !== undefined) return { ok: true, image: { kind: 'digest', digest } };
  const repository = word.toLowerCase();
  return isRepositoryName(repository)
    ? { ok: true, image: { kind: 'repository', repository } }
    : { ok: false, fault: 'repository', text: word };
}

/** A digest, or the beginning of one, in lower case; with sha256 where no algorithm is named. */
export function digestPrefix(text: string): string | undefined {
  // Of other algorithms the encoded part need not be hexadecimal, nor in lower case.
  if (isDigest(text)) return text;
  const match = prefixPattern.exec(text.toLowerCase());
  if (!match) return undefined;
  const [, algorithm = 'sha256', digits = ''] = match;
  return algorithm === 'sha256' && digits.length > 64 ? undefined : `${algorithm}:${digits}`;
}
