export { atLeast, atMost, type Figure } from './figure.ts';
export { formatTable } from './format-table.ts';
export { printFigures, type Measure } from './print-figures.ts';
export { median, percentile } from './percentile.ts';
