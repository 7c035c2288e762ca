import type { Figure } from './figure.ts';
import { formatTable } from './format-table.ts';

/** What belongs together is measured together, and what it needs is made and cleared away there. */
export type Measure = () => Promise<readonly Figure[]>;

/** Measures and writes a table in Markdown that says which goals are reached. */
export async function printFigures(
  measures: readonly Measure[],
  write: (text: string) => unknown,
): Promise<void> {
  const figures: Figure[] = [];
  // One after the other, because two at a time would measure each other.
  for (const measure of measures) figures.push(...(await measure()));
  const rows = figures.map(({ what, against, goal, measured, isMet }) => [
    what,
    against,
    goal,
    measured,
    isMet ? 'ok' : 'missed',
  ]);
  write(`${formatTable(['what', 'against', 'goal', 'measured', 'reached'], rows)}\n`);
}
