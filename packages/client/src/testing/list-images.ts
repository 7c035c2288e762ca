import type { WireListImagesResponse } from '@registry-images/model';

import type { WireListQuery } from '../list-query.ts';
import { listedImages } from './fake-deletions.ts';
import { registryOf, type ImageStore, type StoredImage } from './image-store.ts';
import { readFilter, readOrder, type OrderTerm } from './list-parameters.ts';
import { invalidArgument, RefusedError } from './refused-error.ts';
import { toWireImage } from './wire.ts';

/** What a list is made from. */
export interface ListSource {
  readonly store: ImageStore;
  /** The ids of the registries in each folder. */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  readonly pages: PagePlaces;
}

/** What the page tokens that were given stand for. */
export type PagePlaces = Map<string, PagePlace>;

interface PagePlace {
  /** What the token was given for; with another query it is refused. */
  readonly query: string;
  /** The last image before the page; undefined for the beginning. */
  readonly after: StoredImage | undefined;
}

const defaultPageSize = 100;

/**
 * Lists one page.
 *
 * @param empty whether to give a page without images that is not the last, as the API may at any time
 * @throws RefusedError `INVALID_ARGUMENT`; `NOT_FOUND` for a repository, registry or folder that never was there.
 */
export function listImages(source: ListSource, query: WireListQuery, empty: boolean): WireListImagesResponse {
  const terms = readOrder(query.orderBy ?? '');
  const name = readFilter(query.filter ?? '');
  const inScope = scopeOf(source, query);
  // The page size may change from page to page.
  const bound = JSON.stringify([
    query.repositoryName,
    query.registryId,
    query.folderId,
    query.filter,
    query.orderBy,
  ]);
  const after = placeOf(source.pages, query.pageToken ?? '', bound);
  const compare = compareBy(terms);
  const rest = listedImages(source.store)
    .filter((stored) => inScope(stored.image.name) && (name === undefined || stored.image.name === name))
    .filter((stored) => after === undefined || compare(stored, after) > 0)
    .toSorted(compare);
  const page = empty ? [] : rest.slice(0, query.pageSize || defaultPageSize);
  const nextPageToken =
    page.length < rest.length || empty
      ? tokenOf(source.pages, { query: bound, after: page.at(-1) ?? after })
      : undefined;
  return {
    ...(page.length > 0 && { images: page.map(({ image }) => toWireImage(image)) }),
    ...(nextPageToken !== undefined && { nextPageToken }),
  };
}

/** The first of repository, registry and folder that is given decides. */
function scopeOf({ store, folders }: ListSource, query: WireListQuery): (name: string) => boolean {
  const { repositoryName, registryId, folderId } = query;
  if (repositoryName) {
    if (!store.hasRepository(repositoryName)) throw notFound('Repository', repositoryName);
    return (name) => name === repositoryName;
  }
  if (registryId) {
    const known = store.hasRegistry(registryId) || Object.values(folders).flat().includes(registryId);
    if (!known) throw notFound('Registry', registryId);
    return (name) => registryOf(name) === registryId;
  }
  if (folderId) {
    const registries = Object.hasOwn(folders, folderId) ? folders[folderId] : undefined;
    if (!registries) throw notFound('Folder', folderId);
    return (name) => registries.includes(registryOf(name));
  }
  return () => true;
}

function notFound(what: string, id: string): RefusedError {
  return new RefusedError('NOT_FOUND', `${what} ${id} not found.`);
}

function placeOf(pages: PagePlaces, token: string, query: string): StoredImage | undefined {
  if (token === '') return undefined;
  const place = pages.get(token);
  if (place?.query === query) return place.after;
  throw invalidArgument(
    'pageToken',
    'is not one that this list gave: the other parameters must stay as they were.',
  );
}

function tokenOf(pages: PagePlaces, place: PagePlace): string {
  const token = `page-${pages.size + 1}`;
  pages.set(token, place);
  return token;
}

/** Compares by the terms, and then by which image was added first. */
function compareBy(terms: readonly OrderTerm[]): (a: StoredImage, b: StoredImage) => number {
  return (a, b) => {
    for (const { field, descending } of terms) {
      const [left, right] = [sortable(a, field), sortable(b, field)];
      if (left !== right) return left < right === descending ? 1 : -1;
    }
    return a.number - b.number;
  };
}

function sortable({ image, lastModified }: StoredImage, field: OrderTerm['field']): string {
  if (field === 'created_at') return sortableTime(image.createdAt);
  return field === 'last_modified' ? sortableTime(lastModified) : image[field];
}

/** A time in UTC with all nine digits of a fraction, so that the order of the text is that of time. */
function sortableTime(time: string): string {
  return `${time.slice(0, 19)}${time.slice(20, -1).padEnd(9, '0')}`;
}
