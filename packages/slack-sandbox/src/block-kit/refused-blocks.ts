import type { BlockKitProblem } from './problem.ts';
import { broken } from './rule.ts';
import { allBlocks } from './walk.ts';

/** The blocks of types that a workspace does not take although Slack knows them, as older workspaces do with the newest ones. */
export function refusedBlocks(
  blocks: unknown,
  pointer: string,
  refusedTypes: ReadonlySet<string>,
): readonly BlockKitProblem[] {
  if (refusedTypes.size === 0) return [];
  return allBlocks(blocks, pointer)
    .filter(({ value }) => refusedTypes.has(String(value['type'])))
    .flatMap((place) => broken(`${place.pointer}/type`, `unsupported type: ${String(place.value['type'])}`));
}
