import type { Blob, Image } from '@registry-images/model';

/** Makes an image as registries have them: eight layers, one tag. It takes 1.4 KB as JSON. */
export function sampleImage(number: number): Image {
  return {
    id: `crp${number.toString(36).padStart(17, '0')}`,
    name: 'crp9ftr22d26age3hulg/team/app',
    digest: digestOf(number),
    compressedSize: String(48_000_000 + number),
    config: blob(number * 10),
    layers: Array.from({ length: 8 }, (_, index) => blob(number * 10 + index + 1)),
    tags: [`v1.${number}`],
    createdAt: new Date(1_790_000_000_000 + number * 1000).toISOString(),
    platforms: ['linux/amd64'],
  };
}

function blob(number: number): Blob {
  return {
    id: `blob${number.toString(36)}`,
    digest: digestOf(number),
    size: String(4096 + number),
    urls: [],
  };
}

function digestOf(number: number): string {
  return `sha256:${number.toString(16).padStart(64, '0123456789abcdef')}`;
}
