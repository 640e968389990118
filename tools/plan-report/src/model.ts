import type { IsConfigured } from './compare/configured';
import type { Cost } from './cost/cost';
import type { DigestSources } from './digest/effect';
import type { SkippedValues } from './skipped-values';

/** The programs that plan and apply, by the name that messages call them. */
export type Product = 'Terraform' | 'OpenTofu';

/** Where Terraform works for an environment: `local` is the emulator on this machine. */
export type Target = 'local' | 'cloud';

export type Action = 'destroy' | 'replace' | 'update' | 'create' | 'import' | 'move' | 'forget';

/** The order in which a person should read them: what cannot be undone first. */
export const ACTIONS: readonly Action[] = ['destroy', 'replace', 'update', 'create', 'import', 'move', 'forget'];

/** What a replacement does first. */
export type Order = 'create-first' | 'destroy-first';

/** A value as a report may show it. */
export type Shown =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'sensitive' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'absent' }
  /** A list that has the same elements on both sides. */
  | { readonly kind: 'order'; readonly length: number }
  /** A text that means on both sides the same. */
  | { readonly kind: 'spelling' };

export interface AttributeChange {
  /** e.g. `tags.Name`, `policy.Statement[0].Action` */
  readonly path: string;
  /** The same for people: elements by their names, e.g. `container_definitions[app].environment[LOG_LEVEL]`. */
  readonly label: string;
  readonly before: Shown;
  readonly after: Shown;
  readonly forcesReplacement: boolean;
}

/** What a change means for who may reach what. */
export interface Explanation {
  readonly text: string;
  /** Publicly accessible or overly permissive: the internet, any action, anyone. */
  readonly permissive: boolean;
  /** Why it is as open as it is, where AWS knows no narrower form of it or serving the internet is its purpose. */
  readonly byDesign?: string;
}

/** What is told of a change: its differences, and by name alone what AWS gives a new resource by itself. */
export interface ReadableChange {
  readonly differences: readonly AttributeChange[];
  readonly computed: readonly string[];
}

export interface ReportedChange extends ReadableChange, ObjectOf {
  readonly type: string;
  readonly action: Action;
  readonly previousAddress?: string;
  /** Of a replacement. */
  readonly order?: Order;
  /** Terraform's own word for why, e.g. `replace_because_cannot_update`. */
  readonly reason?: string;
  /** It exists already and comes under Terraform's care with this change. */
  readonly imported: boolean;
  /** The id that is imported, where it is known. */
  readonly importId?: string;
  /** The old object stays in AWS, unknown to Terraform. */
  readonly forgets: boolean;
  /** For programs. Differences are the same for people. */
  readonly attributes: readonly AttributeChange[];
  /** What it means for who may reach what. */
  readonly explanations: readonly Explanation[];
  /** What it means for data and for what serves. Of drift, which has happened, none. */
  readonly consequences: readonly Consequence[];
}

export interface ReportedOutput {
  readonly name: string;
  /** Entry by entry where it is a map or a list; labels begin with its name. */
  readonly differences: readonly AttributeChange[];
}

/** Which object of an address: the live one, or one that a replacement left over. */
export interface ObjectOf {
  readonly address: string;
  readonly deposed?: string;
}

/** How a run was asked for. No part of the digest: the deploy of an approved plan has other flags than its plan had. */
export interface RunDetails {
  /** The flags that change what it does, as given: `--allow-data-loss=aws_db_instance.main`. */
  readonly flags: readonly string[];
  readonly askedBy?: string;
  /** The AWS account that the configuration allows. */
  readonly account?: string;
}

/**
 * - `data-lost`: gone for good with a resource that is destroyed or replaced
 * - `irreversible`: a choice that no later apply takes back
 * - `interrupted`: what serves does not, for a time
 * - `refused-by-aws`: the apply would fail half-way, whatever its order
 */
export type Kind = 'data-lost' | 'irreversible' | 'interrupted' | 'refused-by-aws';

/** How long something is interrupted; 0 seconds: connections are cut, and new ones are answered. */
export type Duration = { readonly seconds: number } | 'not documented' | 'for good' | 'until it is changed back';

/** When an interruption comes. */
export type Starts = 'at once' | 'in the maintenance window' | 'at the next reboot';

/** What a change means for data or for what serves. */
export interface Consequence {
  readonly kind: Kind;
  readonly text: string;
  /** Where AWS or Cloudflare says so. */
  readonly source: string;
  /** Whether `deploy` refuses it without a person's approval. What AWS refuses is refused always. */
  readonly needsApproval: boolean;
  /** Of an interruption. */
  readonly lasts?: Duration;
  /** Of an interruption. */
  readonly starts?: Starts;
  /** Of what AWS refuses: what works. */
  readonly steps?: string;
}

/** A condition that does not hold. */
export interface FailedCheck {
  readonly address: string;
  readonly messages: readonly string[];
}

/** What a reviewers' policy says of a plan. An error: nothing is deployed. */
export interface PolicyFinding {
  readonly policy: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly address?: string;
}

/** A warning of Terraform's. */
export interface Warning {
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
}

/** A provider and the version that the run is locked to, where it is known. */
export interface ReportedProvider {
  readonly source: string;
  readonly version?: string;
}

/** An EventBridge schedule as configuration or a plan describes it. */
export interface Schedule {
  readonly address: string;
  readonly name: string;
  readonly state: string;
  /** Undefined when it is known after apply only. */
  readonly expression: string | undefined;
  readonly timeZone: string;
  readonly startDate?: string;
  readonly endDate?: string;
}

export interface Counts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly destroy: number;
  readonly import: number;
  readonly move: number;
}

export interface Program {
  readonly product: Product;
  readonly version?: string;
}

/** A plan as people read it; the one source of the text, the Markdown, the page and the summary. */
export interface PlanReport {
  readonly env: string;
  readonly target: Target;
  /** What planned. */
  readonly program: Program;
  readonly run?: RunDetails;
  readonly digest: string;
  readonly counts: Counts;
  readonly changes: readonly ReportedChange[];
  readonly drift: readonly ReportedChange[];
  readonly outputs: readonly ReportedOutput[];
  /** Whether `deploy` refuses a loss of data and long interruptions unless they are allowed. */
  readonly needsApproval: boolean;
  /** Schedules that the plan makes or changes. */
  readonly schedules: readonly Schedule[];
  /** What it adds to a month's bill; absent where no price is known. */
  readonly cost?: Cost;
  /** Conditions of `check` blocks, resources and outputs that do not hold. */
  readonly failedChecks: readonly FailedCheck[];
  /** What Terraform warned of. */
  readonly warnings: readonly Warning[];
  /** What the policies say; none where nobody asked them. */
  readonly policies: readonly PolicyFinding[];
  /** What runs for the changes. */
  readonly providers: readonly ReportedProvider[];
  /** Addresses that the run skipped because their provider is not available. */
  readonly skipped: readonly string[];
  /** What Terraform made of their arguments, as far as it knows. */
  readonly skippedValues: SkippedValues;
}

/** What a report is about, what counts as drift in it, and what its digest binds besides the plan. */
export interface Subject extends DigestSources {
  readonly env: string;
  readonly target: Target;
  /**
   * What planned.
   * @default - Terraform, of a version that is not known
   */
  readonly program?: Program;
  readonly run?: RunDetails;
  readonly isConfigured: IsConfigured;
  readonly skipped?: readonly string[];
  /** What Terraform warned of while it planned. */
  readonly warnings?: readonly Warning[];
  /**
   * False for a plan that asks to lose data, as `destroy` does.
   * @default true
   */
  readonly keepsData?: boolean;
}

/** `OpenTofu 1.11.5` */
export function programOf({ program }: PlanReport): string {
  return [program.product, program.version].filter(Boolean).join(' ');
}

/** The last line of `plan`. */
export function headline({ env, counts, changes, outputs }: PlanReport): string {
  if (changes.length + outputs.length === 0) return `${env}: no changes`;
  const { create, update, replace, destroy } = counts;
  return `${env}: ${create} to create, ${update} to update, ${replace} to replace, ${destroy} to destroy`;
}
