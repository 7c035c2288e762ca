import type { MethodName } from '../method-name.ts';

/** A request for a method of the API. */
export interface ApiCall {
  readonly method: MethodName;
  /** The id in the path, unescaped; empty for a list. */
  readonly id: string;
  readonly query: URLSearchParams;
}

const routes: readonly (readonly [method: MethodName, httpMethod: string, path: RegExp])[] = [
  ['images.list', 'GET', /^\/container-registry\/v1\/images$/],
  ['images.previewDelete', 'GET', /^\/container-registry\/v1\/images\/([^/]+):previewDelete$/],
  ['images.get', 'GET', /^\/container-registry\/v1\/images\/([^/]+)$/],
  ['images.delete', 'DELETE', /^\/container-registry\/v1\/images\/([^/]+)$/],
  ['operations.get', 'GET', /^\/operations\/([^/]+)$/],
];

/** Finds out which method of the API a request is for; undefined for none that is at these base URLs. */
export function findRoute(
  request: Request,
  urls: { readonly baseUrl: string; readonly operationsBaseUrl: string },
): ApiCall | undefined {
  const url = new URL(request.url);
  for (const [method, httpMethod, path] of routes) {
    const base = new URL(method === 'operations.get' ? urls.operationsBaseUrl : urls.baseUrl);
    const prefix = base.pathname === '/' ? '' : base.pathname;
    if (request.method !== httpMethod || url.origin !== base.origin || !url.pathname.startsWith(prefix))
      continue;
    const match = path.exec(url.pathname.slice(prefix.length));
    const id = match && unescape(match[1] ?? '');
    if (id !== null && id !== undefined) return { method, id, query: url.searchParams };
  }
  return undefined;
}

function unescape(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    // What is no UTF-8 is no id.
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
