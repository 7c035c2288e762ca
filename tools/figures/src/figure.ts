/** A goal, and what was measured. */
export interface Figure {
  readonly what: string;
  readonly against: string;
  /** For people, like `≤ 1.3 ×`. */
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** What a figure says besides its numbers. */
export interface FigureSubject {
  readonly what: string;
  readonly against: string;
  /** Default: `×`, for a ratio. */
  readonly unit?: string;
  /** How many decimals are shown of what was measured. Default: 2. */
  readonly decimals?: number;
}

/** A figure of which less is better. */
export function atMost(goal: number, measured: number, subject: FigureSubject): Figure {
  return toFigure('≤', goal, measured, subject, measured <= goal);
}

/** A figure of which more is better. */
export function atLeast(goal: number, measured: number, subject: FigureSubject): Figure {
  return toFigure('≥', goal, measured, subject, measured >= goal);
}

function toFigure(
  sign: string,
  goal: number,
  measured: number,
  { what, against, unit = '×', decimals = 2 }: FigureSubject,
  isMet: boolean,
): Figure {
  return {
    what,
    against,
    goal: `${sign} ${goal} ${unit}`,
    measured: `${measured.toFixed(decimals)} ${unit}`,
    isMet,
  };
}
