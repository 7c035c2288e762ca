import { isDigest, type Digest } from '@registry-images/model';
import {
  createdAnnotation,
  isOciError,
  readImageConfig,
  type ImageConfig,
  type ImageIndex,
  type ImageManifest,
  type PulledManifest,
  type Registry,
} from '@registry-images/oci';

import type { DamagedManifest } from '../store/image-store.ts';
import type { RequestSlots } from './request-slots.ts';

/** What is behind a tag or a digest of a registry. */
export type Pulled =
  | PulledManifest
  /** As it was known. */
  | 'not-modified'
  /** Not there. */
  | 'missing'
  /** There, perhaps, and the registry does not give it: nothing is known of it but that. */
  | 'refused'
  | DamagedManifest;

/** What there is of the configuration of an image. */
export interface ReadConfig {
  /** Undefined where there is none, and where it was not asked for because the manifest says when it was built. */
  readonly config?: ImageConfig | undefined;
  /** It is not there, or broken. */
  readonly isDamaged?: boolean;
}

/** Reads one repository of a registry, piece by piece. */
export interface RegistryReader {
  /** All tags; undefined for a repository that the registry does not know. */
  tags(): Promise<readonly string[] | undefined>;
  /** Whatever is wrong with one manifest alone is an answer and no error. */
  pull(reference: string, ifNoneMatch?: Digest): Promise<Pulled>;
  config(content: ImageManifest | ImageIndex): Promise<ReadConfig>;
  /** Those that the API of the registry tells; what is listed under tags is found by the tags. */
  referrers(digest: Digest): Promise<readonly Digest[]>;
  hasReferrersApi(digest: Digest): Promise<boolean>;
}

/** What {@link createRegistryReader} needs. */
export interface RegistryReaderOptions {
  readonly registry: Registry;
  readonly slots: RequestSlots;
  /** The repository. */
  readonly path: string;
  readonly signal: AbortSignal;
  readonly isUrgent: boolean;
  /** Told of everything that is passed over. */
  readonly onProblem: (error: unknown) => void;
}

/** Makes a reader of one repository. */
export function createRegistryReader(options: RegistryReaderOptions): RegistryReader {
  const { registry, slots, path, signal, isUrgent, onProblem } = options;
  const inSlot = <T>(task: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    return slots.run(task, isUrgent);
  };

  /** Whether the trouble is with what was asked for alone, so that the rest can be read without it. */
  const isConfined = async (error: unknown): Promise<boolean> => {
    if (isOciError(error, 'DENIED', 'INVALID_ARGUMENT', 'REFUSED', 'UNSUPPORTED')) return true;
    // CNCF Distribution 2.8 goes on answering 500 for a tag whose file it wrote only in part. A registry that fails as
    // a whole does not answer this either.
    if (!isOciError(error, 'UNREACHABLE') || error.status !== 500) return false;
    await inSlot(() => registry.ping({ signal }));
    return true;
  };

  const pull: RegistryReader['pull'] = async (reference, ifNoneMatch) => {
    try {
      const asked = { signal, ...(ifNoneMatch !== undefined && { ifNoneMatch }) };
      return (await inSlot(() => registry.manifest(path, reference, asked))) ?? 'missing';
    } catch (error) {
      const isDamaged = isOciError(error, ...damages);
      if (!isDamaged && !(await isConfined(error))) throw error;
      onProblem(error);
      if (!isDamaged) return 'refused';
      const digest = trustedDigest(reference, error);
      if (digest === undefined) {
        // What the tag is said to point at can be trusted where there is something of that digest.
        const announced = error.digest === undefined ? 'missing' : await pull(error.digest);
        return announced === 'missing' ? 'refused' : announced;
      }
      return { digest, damaged: true, ...(error.children && { children: error.children }) };
    }
  };

  return {
    tags: () => inSlot(() => registry.tags(path, { signal })),
    pull,
    async config(content) {
      // What is no image says so itself, or not at all; and one request less for everybody.
      if (content.kind === 'index' || createdAnnotation(content) !== undefined) return {};
      try {
        const source = {
          label: path,
          readBlob: (descriptor: ImageManifest['config']) =>
            inSlot(() => registry.blob(path, descriptor, { signal })),
        };
        return { config: await readImageConfig(source, content, { signal }) };
      } catch (error) {
        const isDamaged = isOciError(error, 'BLOB_NOT_FOUND', 'SIZE_MISMATCH', ...damages);
        if (!isDamaged && !(await isConfined(error))) throw error;
        onProblem(error);
        return { isDamaged };
      }
    },
    async referrers(digest) {
      try {
        const found = await inSlot(() => registry.referrers(path, digest, { signal }));
        return found.map((descriptor) => descriptor.digest);
      } catch (error) {
        if (!isOciError(error, ...damages) && !(await isConfined(error))) throw error;
        onProblem(error);
        return [];
      }
    },
    hasReferrersApi: (digest) => inSlot(() => registry.hasReferrersApi(path, digest, { signal })),
  };
}

/** What is wrong with one document alone. */
const damages = [
  'DIGEST_MISMATCH',
  'MALFORMED',
  'TOO_LARGE',
  'UNSUPPORTED_DIGEST',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;

/** The digest by which a damaged manifest can be deleted: the one asked for, or that of the bytes that came. */
function trustedDigest(
  reference: string,
  error: { readonly code: string; readonly digest: Digest | undefined },
): Digest | undefined {
  if (isDigest(reference)) return reference;
  // A digest that the bytes do not have is no more than what some header claims.
  return ['MALFORMED', 'UNSUPPORTED_MEDIA_TYPE'].includes(error.code) ? error.digest : undefined;
}
