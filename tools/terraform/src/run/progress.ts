import type { Product } from '@restartix/plan-report';
import type { Diagnostic } from './diagnostics';
import type { FirstCreate } from './first-create';

/** One line of `terraform … -json`, the parts that progress is made of. */
export interface TerraformEvent {
  readonly type?: string;
  readonly hook?: {
    readonly resource?: { readonly addr: string };
    readonly action?: string;
    readonly id_value?: string;
  };
  readonly changes?: { readonly operation?: string };
  readonly outputs?: Readonly<Record<string, { readonly sensitive: boolean; readonly value?: unknown }>>;
  readonly diagnostic?: Diagnostic;
}

/** A line that is no JSON (a panic, a plugin's stray print) is no event. */
export function parseEvent(line: string): TerraformEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as TerraformEvent;
  } catch {
    return undefined;
  }
}

interface Words {
  readonly doing: string;
  readonly done: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  create: { doing: 'creating', done: 'created' },
  update: { doing: 'updating', done: 'updated' },
  delete: { doing: 'destroying', done: 'destroyed' },
  read: { doing: 'reading', done: 'read' },
  refresh: { doing: 'refreshing', done: 'refreshed' },
};

/** What of a run counts: `apply` has a total to reach, `plan` only reads. */
export type Phase = ({ readonly kind: 'plan' } | { readonly kind: 'apply'; readonly total: number }) & {
  /** @default 'Terraform' */
  readonly product?: Product;
  /** Of many new resources, what is made in an instant is counted by module, not listed. */
  readonly first?: FirstCreate | undefined;
};

/** What a run of Terraform has done and is doing, kept up to date by its events. */
export class Progress {
  /** Changes that were made. */
  done = 0;
  /** Resources and data sources that were read. */
  read = 0;
  readonly diagnostics: Diagnostic[] = [];
  outputs: NonNullable<TerraformEvent['outputs']> = {};
  /** Addresses that Terraform reports as changed by somebody else. */
  drifted = false;
  private readonly running = new Map<string, { action: string; since: number }>();
  private readonly madeOf = new Map<string, number>();
  private readonly started: number;

  constructor(
    private readonly phase: Phase,
    private readonly now: () => number = Date.now,
  ) {
    this.started = now();
  }

  /** Takes an event; returns a line worth keeping, or nothing. */
  take(event: TerraformEvent): string | undefined {
    const address = event.hook?.resource?.addr ?? '';
    switch (event.type) {
      case 'apply_start':
        return this.start(address, event.hook?.action ?? '');
      case 'refresh_start':
        return this.start(address, 'refresh');
      case 'apply_complete':
      case 'refresh_complete':
        return this.finish(address);
      case 'apply_errored':
        return this.fail(address);
      case 'resource_drift':
        this.drifted = true;
        return undefined;
      case 'outputs':
        this.outputs = event.outputs ?? {};
        return undefined;
      case 'diagnostic':
        if (event.diagnostic) this.diagnostics.push(event.diagnostic);
        return undefined;
      default:
        return undefined;
    }
  }

  /** The count, elapsed time, and what runs since when, longest first. */
  status(width = Infinity): string {
    const now = this.now();
    const running = [...this.running]
      .sort(([, a], [, b]) => a.since - b.since)
      .map(([address, { action, since }]) => `${address} ${words(action).doing}… ${clock(now - since)}`);
    const shown = running.slice(0, RUNNING_SHOWN).join(', ');
    const more = running.length > RUNNING_SHOWN ? ` and ${running.length - RUNNING_SHOWN} more` : '';
    const text = `${this.counter()} ${clock(now - this.started)}  ${shown || `waiting for ${this.phase.product ?? 'Terraform'}`}${more}`;
    return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
  }

  get elapsed(): string {
    return clock(this.now() - this.started);
  }

  get errors(): readonly Diagnostic[] {
    return this.diagnostics.filter(({ severity }) => severity === 'error');
  }

  /** Each one once, always in the same order. */
  get warnings(): readonly Diagnostic[] {
    const found = this.diagnostics.filter(({ severity }) => severity === 'warning');
    return [...new Map(found.map((each) => [JSON.stringify([each.summary, each.address, each.detail]), each]))]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, each]) => each);
  }

  private start(address: string, action: string): undefined {
    this.running.set(address, { action, since: this.now() });
  }

  private finish(address: string): string | undefined {
    const { action, since } = this.running.get(address) ?? { action: '', since: this.now() };
    this.running.delete(address);
    // Reading is part of an apply, but none of the changes that the plan counted.
    if (action === 'read' || action === 'refresh' || this.phase.kind === 'plan') {
      this.read += 1;
      return undefined;
    }
    this.done += 1;
    const line = `${this.counter()} ${address} ${words(action).done} in ${clock(this.now() - since)}`;
    const { first } = this.phase;
    return first ? this.brief(first, address, this.now() - since < INSTANT_MS ? undefined : line) : line;
  }

  /** What took a while, and each module when it is whole. */
  private brief({ moduleOf, perModule }: FirstCreate, address: string, line: string | undefined): string | undefined {
    const module = moduleOf(address) ?? '';
    const made = (this.madeOf.get(module) ?? 0) + 1;
    this.madeOf.set(module, made);
    const whole = made === perModule.get(module) ? `${this.counter()} ${module}: ${made} created` : undefined;
    return [line, whole].filter((each) => each !== undefined).join('\n') || undefined;
  }

  private fail(address: string): string {
    const { action, since } = this.running.get(address) ?? { action: '', since: this.now() };
    this.running.delete(address);
    return `${this.counter()} ${address} failed ${words(action).doing} after ${clock(this.now() - since)}`;
  }

  private counter(): string {
    if (this.phase.kind === 'plan') return `planning, ${this.read} read,`;
    const total = String(this.phase.total);
    return `[${String(this.done).padStart(total.length)}/${total}]`;
  }
}

const RUNNING_SHOWN = 4;
const INSTANT_MS = 1000;

function words(action: string): Words {
  return WORDS[action] ?? { doing: action, done: action };
}

/** `7s`, `1m02s` */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`;
}
