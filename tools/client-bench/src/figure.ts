/** A goal, and what was measured. */
export interface Figure {
  readonly what: string;
  readonly against: string;
  readonly goal: number;
  readonly measured: number;
  readonly unit: '×' | 'KiB' | 'token requests';
}

const headings = ['what', 'against', 'goal', 'measured', 'reached'];

/** Writes figures as a table in Markdown. A goal is reached by what is not more. */
export function formatFigures(figures: readonly Figure[]): string {
  return formatTable(
    headings,
    figures.map(({ what, against, goal, measured, unit }) => [
      what,
      against,
      `≤ ${format(goal, unit)}`,
      format(measured, unit),
      measured <= goal ? 'ok' : 'missed',
    ]),
  );
}

/** Writes a table in Markdown, with columns as wide as what is in them. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function format(value: number, unit: Figure['unit']): string {
  return `${unit === 'token requests' ? value : value.toFixed(2)} ${unit}`;
}
