import { startOddServer, type OddServer, type Reply, type Script } from '@registry-images/testing';

import { createRegistry, type Registry, type RegistryOptions } from '../src/index.ts';
import { createPausingClock, endlessMs, type PausingClock } from './pausing-clock.ts';

/** A client of an odd server, with a clock that does not wait. */
export async function oddRegistry(
  script: Script | ((origin: string) => Script),
  options: Partial<RegistryOptions> = {},
): Promise<OddServer & { readonly registry: Registry; readonly clock: PausingClock }> {
  const server = await startOddServer(script);
  const clock = createPausingClock();
  const registry = createRegistry({
    url: server.origin,
    userAgent: 'test/1.0',
    timeoutMs: endlessMs,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { ...server, registry, clock };
}

/** What a registry answers to what it refuses. */
export function refusal(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: { errors: [{ code, message: code.toLowerCase().replaceAll('_', ' ') }] } };
}
