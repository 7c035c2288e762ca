import type { Dirent, Stats } from 'node:fs';
import { access, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { isRepositoryName } from '@registry-images/model';

import type { Abortable } from '../abortable.ts';
import { OciError } from '../error.ts';
import { isSystemError, withSystemErrors } from './system-error.ts';

/** A layout and the repository that it is, by its path below the root. */
export interface FoundLayout {
  /** E.g. `team/app`. */
  readonly repository: string;
  readonly folder: string;
}

/** A folder that was found and cannot be served. */
export interface RefusedFolder {
  readonly folder: string;
  /** A sentence for the operator. */
  readonly reason: string;
}

/** What {@link findLayouts} found. */
export interface FoundLayouts {
  /** Sorted by repository. */
  readonly layouts: readonly FoundLayout[];
  /** Sorted by folder. */
  readonly refused: readonly RefusedFolder[];
}

/**
 * Finds every layout below `root`: the folders that hold an `oci-layout` file. Their own folders are not searched, nor
 * are folders whose name begins with a dot. Symbolic links are not followed, so that there are no loops, no layout
 * under two names, and nothing from outside of `root`; `root` itself may be one.
 *
 * A folder that disappears meanwhile is as if it had not been there.
 *
 * @throws OciError `ROOT_NOT_FOUND`, `IO`.
 */
export async function findLayouts(root: string, { signal }: Abortable = {}): Promise<FoundLayouts> {
  const layouts: FoundLayout[] = [];
  const refused: RefusedFolder[] = [];
  const pending: FoundLayout[] = [{ repository: '', folder: root }];
  for (const { repository, folder } of pending) {
    signal?.throwIfAborted();
    const children =
      folder === root
        ? await inRoot(root, () => readdir(root, { withFileTypes: true }))
        : await readFolder(folder, refused);
    if (children.some((child) => child.isFile() && child.name === 'oci-layout')) {
      if (isRepositoryName(repository)) layouts.push({ repository, folder });
      else refused.push({ folder, reason: `"${repository}" is not a repository name, such as "team/app".` });
      continue;
    }
    for (const { name } of children.filter((child) => child.isDirectory() && !child.name.startsWith('.'))) {
      pending.push({
        repository: repository === '' ? name : `${repository}/${name}`,
        folder: join(folder, name),
      });
    }
  }
  return { layouts: sortBy(layouts, 'repository'), refused: sortBy(refused, 'folder') };
}

/**
 * Finds the layout of one repository, where {@link findLayouts} would, without searching anything else. Undefined where
 * there is none.
 *
 * @throws OciError `ROOT_NOT_FOUND`, `IO`.
 */
export async function findLayout(root: string, repository: string): Promise<FoundLayout | undefined> {
  if (!isRepositoryName(repository)) return undefined;
  await inRoot(root, () => access(`${root}/`));
  let folder = root;
  for (const name of repository.split('/')) {
    if (await isLayout(folder)) return undefined;
    folder = join(folder, name);
    if (!(await look(folder))?.isDirectory()) return undefined;
  }
  return (await isLayout(folder)) ? { repository, folder } : undefined;
}

async function isLayout(folder: string): Promise<boolean> {
  return (await look(join(folder, 'oci-layout')))?.isFile() ?? false;
}

/** What is there, if it is a link the link itself; undefined for nothing, and for what may not be looked at. */
async function look(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}

/** Does with the root what has to be possible. */
async function inRoot<T>(root: string, task: () => Promise<T>): Promise<T> {
  return withSystemErrors(`search ${root} for layouts`, { path: root }, async () => {
    try {
      return await task();
    } catch (cause) {
      if (!isSystemError(cause, 'ENOENT', 'ENOTDIR')) throw cause;
      throw new OciError('ROOT_NOT_FOUND', `There is no folder ${root} to look for layouts in.`, {
        path: root,
        cause,
      });
    }
  });
}

async function readFolder(folder: string, refused: RefusedFolder[]): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code !== 'ENOENT') refused.push({ folder, reason: `It cannot be read: ${error.message}.` });
    return [];
  }
}

function sortBy<K extends string, T extends Readonly<Record<K, string>>>(
  items: readonly T[],
  key: K,
): readonly T[] {
  return items.toSorted((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0));
}
