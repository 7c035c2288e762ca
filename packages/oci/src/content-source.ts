import type { Abortable } from './abortable.ts';
import type { Descriptor } from './descriptor.ts';

/** Where the manifests, configurations and layers of one repository can be read: a layout, or a registry. */
export interface ContentSource {
  /** What to call it in errors. */
  readonly label: string;
  /**
   * Reads what a descriptor names, whole, and verifies it: what is returned has the digest and the size.
   *
   * @throws OciError `BLOB_NOT_FOUND`, `DIGEST_MISMATCH`, `SIZE_MISMATCH`, `TOO_LARGE`, and others of the source's own.
   */
  readBlob(descriptor: Descriptor, options?: Abortable): Promise<Uint8Array>;
}
