import type { Abortable } from '../abortable.ts';
import type { ImageGraph } from '../graph/image-graph.ts';
import { readNodes } from '../graph/read-nodes.ts';
import type { ImageLayout } from './layout.ts';

/**
 * Reads everything that `index.json` reaches. What is missing or broken is data: one bad image must not hide the
 * others. Each digest is read once, so that no cycle and no depth of nesting can keep it busy.
 *
 * @throws OciError as {@link ImageLayout.readIndex}.
 */
export async function readGraph(layout: ImageLayout, options: Abortable = {}): Promise<ImageGraph> {
  const entries = await layout.readIndex(options);
  const roots = entries.map((entry) => entry.descriptor);
  return { entries, nodes: await readNodes(layout, roots, options) };
}
