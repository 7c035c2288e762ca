import { startRegistry, type RegistryVariant, type RunningRegistry } from '@registry-images/testing';

import type { RegistryEvent } from '../src/sync/events/registry-event.ts';
import { startProxy, type RegistryProxy } from './registry-proxy.ts';
import { createPusher, type RegistryPusher } from './registry-pusher.ts';
import { makeSyncedSource, type SyncedSource } from './synced-source.ts';

/** A real registry behind a proxy, what pushes into it, and the source over the two. */
export interface SyncedRegistry extends SyncedSource {
  readonly registry: RunningRegistry;
  readonly proxy: RegistryProxy;
  readonly pusher: RegistryPusher;
  /** Tells the sync of events, as a webhook does. */
  readonly notify: (...events: RegistryEvent[]) => void;
}

/** Starts one; it ends with the test. */
export async function startSyncedRegistry(
  variant: RegistryVariant = {},
  settings: { readonly repositories?: readonly string[] } = {},
): Promise<SyncedRegistry> {
  const registry = await startRegistry(variant);
  const proxy = await startProxy(registry.url);
  const synced = makeSyncedSource({ kind: 'distribution', url: proxy.url, ...settings });
  const notify = (...events: RegistryEvent[]): void => synced.sync.notify('local', events);
  return { ...synced, registry, proxy, notify, pusher: createPusher(registry.url) };
}
