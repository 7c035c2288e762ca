import { isAlias, LineCounter, parseDocument, visit, type Document } from 'yaml';

/** Reads YAML into plain values; or answers why not, in sentences. */
export function readYaml(
  text: string,
): { readonly value: unknown } | { readonly problems: readonly string[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: true, uniqueKeys: true });
  const notRead = [
    ...document.errors.map(({ message }) => message),
    ...unknownAliases(document, lineCounter),
  ];
  if (notRead.length > 0) return { problems: notRead.map(notYaml) };
  const plain = toPlain(document);
  return 'message' in plain ? { problems: [notYaml(plain.message)] } : plain;
}

/** What looks like an alias of something else in the file, and is a pattern without quotes. */
function unknownAliases(document: Document, lines: LineCounter): string[] {
  const found: string[] = [];
  visit(document, {
    Node(_key, node) {
      // One without a name is an error of the parser already.
      if (!isAlias(node) || node.source === '' || node.resolve(document)) return;
      const { line, col } = lines.linePos(node.range?.[0] ?? 0);
      found.push(`Alias *${node.source} stands for nothing at line ${line}, column ${col}`);
    },
  });
  return found;
}

/** Aliases that blow a small file up to a large one end here. */
function toPlain(document: Document): { readonly value: unknown } | { readonly message: string } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

/** The parser's words, without its picture of the place, which may be long. */
function notYaml(message: string): string {
  const firstLine = (message.split('\n')[0] ?? '').replace(/[:.]$/, '');
  const hint =
    (firstLine.includes('reserved character @') && ' Put the handles of groups in quotes.') ||
    (firstLine.startsWith('Alias ') && ' Put patterns that begin with a star in quotes.');
  return `The file is not YAML: ${firstLine}.${hint || ''}`;
}
