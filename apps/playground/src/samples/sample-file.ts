import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A file to put into a layer. */
export interface SampleFile {
  /** Where it is in the image, without a leading slash. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What {@link readSampleFiles} takes. */
export interface SampleFilesOptions {
  /** Where the files are in the image, as in `srv/www`. */
  readonly into: string;
  /** Whether to take a file, by its path below the folder with `/` between. */
  readonly accepts: (path: string) => boolean;
}

/**
 * Reads the files below a folder, in the order of their paths, so that the same files make the same layer. Symbolic links
 * are left out, and with them whatever is outside of the folder.
 */
export async function readSampleFiles(
  folder: string,
  { into, accepts }: SampleFilesOptions,
): Promise<SampleFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(accepts)
    // By code unit: the order of a locale would give another layer on another machine.
    .toSorted((a, b) => (a < b ? -1 : 1));
  return Promise.all(
    paths.map(async (path) => ({ path: `${into}/${path}`, bytes: await readFile(join(folder, path)) })),
  );
}
