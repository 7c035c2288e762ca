import { sampleImages } from './sample-images.ts';
import { packSampleLayers, type SampleSources } from './sample-layers.ts';
import { writeSamples } from './write-samples.ts';

/** Fills a folder with the sample images. The same sources and the same time give the same digests. */
export async function makeSamples(folder: string, sources: SampleSources, nowMs: number): Promise<void> {
  await writeSamples(folder, sampleImages(await packSampleLayers(sources)), nowMs);
}
