import type { WireImage } from '@registry-images/model';

/** One of many images, the newest first: every hundredth has no tag, and the others have one each. */
export function sampleImage(index: number): WireImage {
  const digits = index.toString(16).padStart(8, '0');
  const sizeBytes = 20_000_000 + (index % 1000) * 1_000_000;
  return {
    id: `image-${index}`,
    name: `bench/team-${index % 50}/service-${index % 1000}`,
    digest: `sha256:${digits.repeat(8)}`,
    compressedSize: String(sizeBytes),
    config: { id: `config-${index}`, digest: `sha256:${'c'.repeat(64)}`, size: '1500' },
    layers: [{ id: `layer-${index}`, digest: `sha256:${digits.repeat(8)}`, size: String(sizeBytes - 1500) }],
    tags: index % 100 === 0 ? [] : [`v${index}`],
    createdAt: new Date(newestMs - index * 1000).toISOString(),
  };
}

const newestMs = Date.parse('2026-01-01T00:00:00Z');
