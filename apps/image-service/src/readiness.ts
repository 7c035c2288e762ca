import type { Database } from './store/database.ts';
import type { Sync } from './sync/sync.ts';

/** What {@link findObstacles} looks at. */
export interface ReadinessDeps {
  readonly registryIds: readonly string[];
  readonly sync: Pick<Sync, 'isReady' | 'neverRead'>;
  readonly database: Pick<Database, 'probe'>;
}

/** Why the service is not ready: a registry that was never read whole, what of it could not be read, a database that cannot be written. */
export function findObstacles({ registryIds, sync, database }: ReadinessDeps): string[] {
  const unread = registryIds.filter((registryId) => !sync.isReady(registryId));
  const failing = unread.reduce((sum, registryId) => sum + sync.neverRead(registryId), 0);
  return [
    ...(unread.length > 0
      ? [`${unread.length} of ${registryIds.length} registries not read whole yet.`]
      : []),
    ...(failing > 0 ? [`${failing} of their repositories could not be read.`] : []),
    ...(isWritable(database) ? [] : ['The database cannot be written.']),
  ];
}

function isWritable(database: Pick<Database, 'probe'>): boolean {
  try {
    database.probe();
    return true;
  } catch {
    return false;
  }
}
