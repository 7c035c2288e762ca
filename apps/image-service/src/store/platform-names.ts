import type { Platform } from '@registry-images/oci';

/** Names platforms as container tools do, such as `linux/arm/v7`, each once; what runs nowhere has none. */
export function platformNames(platforms: readonly (Platform | undefined)[]): readonly string[] {
  const names = new Set<string>();
  for (const platform of platforms) {
    if (!platform) continue;
    const parts = [platform.os, platform.architecture, platform.variant];
    const name = parts.filter((part) => part !== undefined && part !== '').join('/');
    // What BuildKit writes of attestations, and what configurations that are none of an image leave empty.
    if (name.includes('/') && name !== 'unknown/unknown') names.add(name);
  }
  return [...names];
}
