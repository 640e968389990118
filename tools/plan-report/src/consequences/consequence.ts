import type { Action, AttributeChange, Duration, Kind, ObjectOf, Order, Starts } from '../model';
import type { ResourceChange } from '../plan-json';

export type Attributes = Readonly<Record<string, unknown>>;

/** A change as rows look at it. What is sensitive or not known yet says so in its place. */
export interface PlannedChange extends ObjectOf {
  readonly type: string;
  readonly action: Action;
  readonly order: Order | undefined;
  /** Terraform's own word for why. */
  readonly reason: string | undefined;
  /** Empty before a resource is there. */
  readonly before: Attributes;
  /** Empty after it is gone. */
  readonly after: Attributes;
  readonly attributes: readonly AttributeChange[];
  /** Every managed resource of the plan, those that do not change too. */
  readonly managed: readonly ResourceChange[];
}

/** When a row is about a change, for programs and in words. */
export interface Condition {
  readonly words: string;
  holds(change: PlannedChange): boolean;
}

interface AnyRow {
  /** Its name in tests and in the generated page. */
  readonly id: string;
  readonly types: readonly string[];
  readonly when: Condition;
  /** What it means. `{name}` is one of `values`. */
  readonly text: string;
  readonly values?: (change: PlannedChange) => Readonly<Record<string, string>>;
  /** Where AWS or Cloudflare says so. */
  readonly source: string;
}

export interface InterruptedRow extends AnyRow {
  readonly kind: 'interrupted';
  /** The longest that the source gives. */
  readonly lasts: Duration;
  /** @default 'at once' */
  readonly starts?: (change: PlannedChange) => Starts;
}

export interface RefusedRow extends AnyRow {
  readonly kind: 'refused-by-aws';
  /** What works. `{env}` is the environment. */
  readonly steps: string;
}

interface OtherRow extends AnyRow {
  readonly kind: Exclude<Kind, 'interrupted' | 'refused-by-aws'>;
}

export type Row = OtherRow | InterruptedRow | RefusedRow;
