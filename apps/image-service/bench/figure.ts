/** A goal, and what was measured. */
export interface Figure {
  readonly what: string;
  readonly against: string;
  /** For people, like `≤ 1.3 ×`. */
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** What belongs together is measured together, and what it needs is made and cleared away there. */
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

/** A figure of which less is better, as a ratio. */
export function atMost(
  goal: number,
  measured: number,
  { what, against }: Pick<Figure, 'what' | 'against'>,
): Figure {
  return {
    what,
    against,
    goal: `≤ ${goal} ×`,
    measured: `${measured.toFixed(2)} ×`,
    isMet: measured <= goal,
  };
}

/** A figure of which more is better, as a ratio. */
export function atLeast(
  goal: number,
  measured: number,
  { what, against }: Pick<Figure, 'what' | 'against'>,
): Figure {
  return {
    what,
    against,
    goal: `≥ ${goal} ×`,
    measured: `${measured.toFixed(2)} ×`,
    isMet: measured >= goal,
  };
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
