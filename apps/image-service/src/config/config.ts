import type { RegistryCredentials } from '@registry-images/oci';

/** Where the images of a registry are. */
export type SourceConfig =
  /** Below a folder, as OCI image layouts. */
  | { readonly kind: 'layouts'; readonly root: string }
  /** In a registry that speaks the OCI distribution protocol. */
  | {
      readonly kind: 'distribution';
      /** Its origin. */
      readonly url: string;
      readonly credentials: RegistryCredentials | undefined;
      /** The origins, besides the registry's own, that may see the credentials. */
      readonly realms: readonly string[];
      /** The certificates of the authority that it is trusted by, in PEM, where that is a private one. */
      readonly ca: string | undefined;
      /** The paths of the repositories, for a registry that does not list them. */
      readonly repositories: readonly string[] | undefined;
    };

/** One registry of the service. */
export interface RegistryConfig {
  /** What the names of its repositories begin with. */
  readonly id: string;
  /** The folder that it belongs to, for clients that list by folder. */
  readonly folderId: string | undefined;
  readonly source: SourceConfig;
  /** An image with a tag like one of these is not deleted; `*` stands for any characters. */
  readonly protectedTags: readonly string[];
  /** What its webhook sends as a bearer token; undefined where it has no webhook. */
  readonly eventsToken: string | undefined;
  /** How often everything is compared with the registry, because events get lost. */
  readonly reconcileMinutes: number;
}

/** What a token lets its bearer do: see images, or delete them too. */
export type Role = 'reader' | 'deleter';

/** A token that requests may carry. */
export interface TokenConfig {
  /** Says whose it is, in operations and in the audit log. */
  readonly name: string;
  /** The SHA-256 of the token, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly role: Role;
  /** The repositories that it is good for; see `repository-pattern.ts`. */
  readonly repositories: readonly string[];
}

/** How the service runs. */
export interface ServiceConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The file of the index, or `:memory:`. */
  readonly database: string;
  /** At least one. */
  readonly registries: readonly RegistryConfig[];
  /** With none, the service answers this machine only, and lets it do everything. */
  readonly tokens: readonly TokenConfig[];
}
