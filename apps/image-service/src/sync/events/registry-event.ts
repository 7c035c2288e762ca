import type { Digest } from '@registry-images/model';

/** What a registry says that happened. It may be late, come twice, or be made up: a reason to look, and nothing more. */
export interface RegistryEvent {
  readonly kind: 'push' | 'delete' | 'pull';
  /** The path in the registry, `team/app`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
  /** Ms since the Unix epoch; missing where the event does not tell. */
  readonly atMs?: number;
  /** Who asked the registry for it. */
  readonly userAgent?: string;
}
