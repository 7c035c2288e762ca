import type { Log } from '../log.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import type { RequestKey } from '../state/deletion-requests.ts';
import { inParallel } from './in-parallel.ts';
import { isFollowed, runDeletion, type Ran, type RunDeps } from './run-deletion.ts';

/** What going on with deletions needs. */
export interface ResumeDeps extends RunDeps {
  /** Whether the app is installed in a workspace. */
  readonly isInstalled: (teamId: string) => Promise<boolean>;
  readonly log: Pick<Log, 'info'>;
}

/** How many requests are run at once. */
const parallelRequests = 2;

/**
 * Runs the requests that are approved or running and that nobody is at: those that a bot has left behind which stopped, and
 * those that wait for a registry that could not be asked. To be called at start and now and then. In a workspace in which the
 * app is not installed nobody could see or stop it: what has begun there is followed to its end, and the rest waits.
 *
 * @throws the abort reason of `signal`, or what `isInstalled` or the database throws.
 */
export async function resumeDeletions(
  deps: ResumeDeps,
  {
    onChange,
    signal,
  }: { readonly onChange: (request: DeletionRequest) => void; readonly signal: AbortSignal },
): Promise<readonly Ran[]> {
  const { requests } = deps.state;
  const keys = requests.unattended(deps.clock.now());
  const installed = await installedTeams(deps, keys);
  const runs = keys.flatMap((key) => {
    const isOnlyFollowed = !installed.has(key.teamId);
    return isOnlyFollowed && !requests.get(key)?.images.some(isFollowed) ? [] : [{ key, isOnlyFollowed }];
  });
  const left = keys.length - runs.length;
  if (left > 0) deps.log.info('deletions left where the app is not installed', { requests: left });
  return inParallel(runs, parallelRequests, ({ key, isOnlyFollowed }) =>
    runDeletion(deps, key, { onChange, signal, isOnlyFollowed }),
  );
}

async function installedTeams(
  { isInstalled }: ResumeDeps,
  keys: readonly RequestKey[],
): Promise<ReadonlySet<string>> {
  const installed = new Set<string>();
  for (const teamId of new Set(keys.map((key) => key.teamId))) {
    if (await isInstalled(teamId)) installed.add(teamId);
  }
  return installed;
}
