import { ChildError } from './child-error.ts';

/** How long one answer may take. */
const timeoutMs = 5000;

/** Asks a program that says it is ready whether it is. Throws {@link ChildError} where `GET /healthz` is not answered by 2xx. */
export async function assertHealthy(
  child: { readonly name: string; readonly url: string },
  fetch: (url: URL, init: { readonly signal: AbortSignal }) => Promise<Response>,
): Promise<void> {
  const url = new URL('/healthz', child.url);
  let status: number;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    if (response.ok) {
      return;
    }
    ({ status } = response);
  } catch (cause) {
    throw new ChildError(child.name, `says that it is ready, but ${url.href} does not answer`, [], { cause });
  }
  throw new ChildError(child.name, `says that it is ready, but ${url.href} answers ${status}`, []);
}
