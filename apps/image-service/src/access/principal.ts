/** Who a request is from, and what they may do. */
export interface Principal {
  /** For operations and for the audit log; never the token. */
  readonly name: string;
  /** Whether they may see this repository, `<registry id>/<path>`. */
  readonly canRead: (repositoryName: string) => boolean;
  /** Whether there can be a repository in this registry that they may see. */
  readonly canReadIn: (registryId: string) => boolean;
  /** Whether they may delete images of this repository. */
  canDelete(repositoryName: string): boolean;
  /** Whether {@link canRead} is true of every repository. */
  readonly seesAll: boolean;
}
