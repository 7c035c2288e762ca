/** What a rule expected and what it found, as `blocks.validate` reports it. */
export interface Constraint {
  /** The kind of rule. */
  readonly type: string;
  /** What the rule allows: the types, the values, or a limit. */
  readonly expected: readonly (string | number)[];
  /** What was there. */
  readonly got: string | number | null;
}

/** One place of a payload that Slack refuses. */
export interface BlockKitProblem {
  /** The place, as a JSON pointer into the blocks, the message or the view. */
  readonly pointer: string;
  /** The kind of problem. */
  readonly code: string;
  /** The problem in words. */
  readonly message: string;
  /** The rule that was broken. */
  readonly constraint?: Constraint;
}

/** What a check found. */
export interface BlockKitReport {
  /** What makes Slack refuse the payload; empty where it takes it. */
  readonly problems: readonly BlockKitProblem[];
  /** What Slack takes although it should not be sent, such as blocks without a text for notifications. */
  readonly warnings: readonly BlockKitProblem[];
}
