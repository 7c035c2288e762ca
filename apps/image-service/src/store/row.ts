import type { SQLOutputValue } from 'node:sqlite';

/** A row as SQLite answers it. The tables are STRICT, so a column has the type that its reader says, or is null. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A number that is there. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw unexpected(column, 'a number');
  return value;
}

/** A number; undefined for null. */
export function optionalInteger(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : integer(row, column);
}

/** A text that is there. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw unexpected(column, 'a text');
  return value;
}

/** A text; undefined for null. */
export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

/** Bytes that are there. */
export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw unexpected(column, 'bytes');
  return value;
}

/** Bytes; null for null. */
export function optionalBytes(row: Row, column: string): Uint8Array | null {
  return row[column] === null ? null : bytes(row, column);
}

function unexpected(column: string, expected: string): TypeError {
  return new TypeError(`The column ${column} is not ${expected}.`);
}
