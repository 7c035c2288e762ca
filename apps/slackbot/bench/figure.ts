/** A goal, and what was measured. */
export interface Figure {
  readonly what: string;
  readonly against: string;
  /** For people, like `≤ 1.5 ×`. */
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** What belongs together is measured together, one after another, and what it needs is made and cleared away there. */
export type Measure = () => Promise<readonly Figure[]>;

/** Writes figures as a table in Markdown, with columns as wide as what is in them. */
export function formatFigures(figures: readonly Figure[]): string {
  const head = ['what', 'against', 'goal', 'measured', ''];
  const rows = figures.map(({ what, against, goal, measured, isMet }) => [
    what,
    against,
    goal,
    measured,
    isMet ? 'ok' : 'missed',
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The value below which this share of the values is: 0.99 for all but the worst hundredth. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
