import { isPair, isSeq, Scalar, visit, type Document, type Node, type Pair } from 'yaml';

/** An alias that stands for nothing. */
export interface LooseAlias {
  /** As it is written: `*-prod`. */
  readonly text: string;
  readonly path: readonly (string | number)[];
}

/**
 * Makes texts of the aliases of a document that stand for nothing, and answers with these. Such an alias is what a pattern
 * like `*-prod` is to YAML without quotes around it.
 */
export function replaceLooseAliases(document: Document): LooseAlias[] {
  const found: LooseAlias[] = [];
  visit(document, {
    Alias(_key, alias, ancestors) {
      if (alias.resolve(document)) return undefined;
      const text = new Scalar(`*${alias.source}`);
      text.range = alias.range ?? null;
      found.push({ text: text.value, path: pathOf([...ancestors, alias]) });
      return text;
    },
  });
  return found;
}

/** The keys and positions that lead to the last of these nodes, each of which is in the one before. */
function pathOf(nodes: readonly (Document | Node | Pair)[]): (string | number)[] {
  const path: (string | number)[] = [];
  for (const [at, node] of nodes.entries()) {
    if (isPair(node)) path.push(String(node.key));
    if (isSeq(node)) path.push(node.items.findIndex((item) => item === nodes[at + 1]));
  }
  return path;
}
