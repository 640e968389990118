/** What is wrong with an expression. */
export interface ScheduleProblem {
  /** The part of the expression, e.g. `minutes`. */
  readonly field: string;
  /** What stands there. */
  readonly value: string;
  /** What may stand there, and who says so. */
  readonly allowed: string;
  /** What to do, as a sentence. */
  readonly fix: string;
}

/** An expression that EventBridge Scheduler refuses, or that never runs. */
export class ScheduleExpressionError extends Error implements ScheduleProblem {
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
  readonly fix: string;

  constructor(
    readonly expression: string,
    { field, value, allowed, fix }: ScheduleProblem,
  ) {
    const where = value === expression ? '' : ` in ${JSON.stringify(expression)}`;
    super(`${field} ${JSON.stringify(value)}${where} is not possible (allowed: ${allowed}). ${fix}`);
    this.name = 'ScheduleExpressionError';
    this.field = field;
    this.value = value;
    this.allowed = allowed;
    this.fix = fix;
  }
}

/** Refuses an expression; the parts of the parser know what is wrong, not in which expression. */
export type Refuse = (problem: ScheduleProblem) => never;
