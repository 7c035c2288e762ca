/** A query and the values of its question marks. */
export interface Query {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/** The parts of a {@link Query}. All but the values are the program's own words. */
export interface QueryParts {
  /** Columns and table. */
  readonly select: string;
  /** A column with its comparison, and with what: one value, or several for `IN`. Undefined is no condition. */
  readonly where: readonly (readonly [
    comparison: string,
    value: string | number | readonly string[] | undefined,
  ])[];
  readonly orderBy: string;
  readonly limit: number;
}

/**
 * Writes a query with the conditions that are set, and no others: for one that may or may not be, such as
 * `(? IS NULL OR column = ?)`, SQLite uses no index.
 */
export function queryOf({ select, where, orderBy, limit }: QueryParts): Query {
  const values: (string | number)[] = [];
  const conditions = where.flatMap(([comparison, value]) => {
    if (value === undefined) return [];
    if (typeof value !== 'object') {
      values.push(value);
      return [`${comparison} ?`];
    }
    values.push(...value);
    return [`${comparison} (${value.map(() => '?').join(', ')})`];
  });
  const whereClause = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return {
    text: `SELECT ${select}${whereClause} ORDER BY ${orderBy} LIMIT ?`,
    values: [...values, limit],
  };
}
