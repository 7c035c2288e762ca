import type { DeletionRequest } from '../state/deletion-request.ts';
import { inParallel } from './in-parallel.ts';
import { runDeletion, type Ran, type RunDeps } from './run-deletion.ts';

/** How many requests are run at once. */
const parallelRequests = 2;
const batchSize = 100;

/**
 * Runs the requests that are approved or running and that nobody is at: those that a bot has left behind which stopped, and
 * those that wait for a registry that could not be asked. To be called at start and now and then.
 *
 * @throws the abort reason of `signal`, or what the database throws.
 */
export async function resumeDeletions(
  deps: RunDeps,
  {
    onChange,
    signal,
  }: { readonly onChange: (request: DeletionRequest) => void; readonly signal: AbortSignal },
): Promise<readonly Ran[]> {
  const keys = deps.state.requests.unattended(deps.clock.now(), batchSize);
  return inParallel(keys, parallelRequests, (key) => runDeletion(deps, key, { onChange, signal }));
}
