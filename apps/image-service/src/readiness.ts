import type { Database } from './store/database.ts';
import type { Sync } from './sync/sync.ts';

/** What {@link findObstacles} looks at. */
export interface ReadinessDeps {
  readonly registryIds: readonly string[];
  readonly sync: Pick<Sync, 'isReady'>;
  readonly database: Pick<Database, 'transaction'>;
}

/** Why the service is not ready: a registry that was never read whole, a database that cannot be written. */
export function findObstacles({ registryIds, sync, database }: ReadinessDeps): string[] {
  const unread = registryIds.filter((registryId) => !sync.isReady(registryId)).length;
  return [
    ...(unread > 0 ? [`${unread} of ${registryIds.length} registries not read whole yet.`] : []),
    ...(isWritable(database) ? [] : ['The database cannot be written.']),
  ];
}

function isWritable(database: Pick<Database, 'transaction'>): boolean {
  try {
    // Beginning one takes the right to write, and that is all that it does.
    database.transaction(() => undefined);
    return true;
  } catch {
    return false;
  }
}
