import type { Repository } from './repository.ts';

/** One registry: a folder of OCI image layouts, or a registry that speaks the OCI Distribution protocol. */
export interface Source {
  /** What the names of its repositories begin with. */
  readonly registryId: string;
  readonly folderId: string | undefined;
  /** In a folder what changed can be told without reading it, so the next answer has it. A registry tells by events. */
  readonly kind: 'layouts' | 'distribution';
  /** How many requests were sent to the registry so far; none for layouts. */
  readonly requests: number;
  /**
   * Every repository that the source lists, each once.
   *
   * @throws OciError, also in the middle; `UNSUPPORTED` where the registry has no list, and none is configured.
   */
  repositories(signal: AbortSignal): AsyncIterable<Repository>;
  /** Returns if the source can be read at all; throws an OciError otherwise. */
  check(signal: AbortSignal): Promise<void>;
  /** The repository of a path, `team/app`. Whether it is there only reading it tells. */
  repository(path: string): Repository;
  /**
   * The repository of a path, if the source lists it, as far as that can be told without reading. Throws as
   * {@link repositories} does.
   */
  find(path: string): Promise<Repository | undefined>;
}

/** The repository of a name, `<registry id>/<path>`; undefined where no source has that registry id. */
export function findRepository(sources: readonly Source[], name: string): Repository | undefined {
  const slash = name.indexOf('/');
  const source = sources.find(({ registryId }) => registryId === name.slice(0, slash));
  return source?.repository(name.slice(slash + 1));
}
