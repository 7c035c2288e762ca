/** The line with which a program says that it takes requests. */
export interface ReadyLine {
  /** Where it takes them. Missing for a program that only connects to others. */
  readonly url: string | undefined;
}

/**
 * Finds the line `{"msg":"ready","url":"http://…"}` in a log of one JSON object a line. Undefined for every other line,
 * those that are not JSON among them.
 */
export function parseReadyLine(line: string): ReadyLine | undefined {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof entry !== 'object' || entry === null || !('msg' in entry) || entry.msg !== 'ready') {
    return undefined;
  }
  return { url: 'url' in entry && typeof entry.url === 'string' ? entry.url : undefined };
}
