import type { Filters, Sort } from '../query/filters.ts';
import type { CommandName, FlagKind } from './command-table.ts';
import type { ImageName, ImageNameFault } from './image-name.ts';

/** Which images to list. */
export interface ListRequest {
  /** As a person typed it, in lower case, perhaps behind the address of a registry; undefined for all repositories. */
  readonly repository?: string;
  readonly filters: Filters;
  /** Undefined: the newest first. */
  readonly sort?: Sort;
}

/** Which images to delete at once. There is at least one filter, or a number to keep. */
export interface CleanupRequest {
  /** As that of a list. */
  readonly repository: string;
  readonly filters: Filters;
  /** So many of the newest images that pass the filters stay. */
  readonly keepLast?: number;
}

/** Whose deletes, or the deletes of which image, to show; without either the latest of all. */
export interface AuditRequest {
  readonly userId?: string;
  readonly image?: ImageName;
}

/** What a person asked for. */
export type Command =
  | { readonly name: 'help'; readonly topic?: CommandName; readonly problem?: CommandProblem }
  | { readonly name: 'list'; readonly list: ListRequest }
  | { readonly name: 'inspect' | 'delete'; readonly image: ImageName }
  | { readonly name: 'cleanup'; readonly cleanup: CleanupRequest }
  | { readonly name: 'audit'; readonly audit: AuditRequest }
  | { readonly name: 'whoami' };

/** What is wrong with a text that cannot be understood. Every text in it is as it was typed: not escaped, any length. */
export type CommandProblem =
  | {
      readonly kind: 'unknown-command';
      readonly typed: string;
      readonly meant?: CommandName;
      /** A repository of that name, if there is one. The parser does not know of any. */
      readonly repository?: string;
    }
  | {
      readonly kind: 'unknown-flag';
      readonly typed: string;
      readonly meant?: string;
      readonly command: CommandName;
    }
  | { readonly kind: 'repeated-flag'; readonly flag: string }
  | { readonly kind: 'missing-value'; readonly flag: string; readonly flagKind: FlagKind }
  | { readonly kind: 'value-not-taken'; readonly flag: string }
  | { readonly kind: 'bad-value'; readonly flag: string; readonly flagKind: FlagKind; readonly typed: string }
  | { readonly kind: 'contradicting-flags'; readonly flags: readonly [string, string] }
  | { readonly kind: 'missing-argument'; readonly command: CommandName }
  | { readonly kind: 'too-many-arguments'; readonly command: CommandName; readonly typed: string }
  | { readonly kind: 'not-a-repository'; readonly typed: string }
  | { readonly kind: 'tag-not-taken'; readonly command: CommandName; readonly repository: string }
  | { readonly kind: 'not-an-image'; readonly fault: ImageNameFault; readonly typed: string }
  | { readonly kind: 'not-a-person'; readonly typed: string }
  | { readonly kind: 'cleanup-of-everything'; readonly repository: string };
