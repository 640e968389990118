/** The parts of `terraform show -json <plan>` (format 1.2) that reports are made of. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly configuration?: {
    readonly root_module?: {
      readonly resources?: readonly ConfiguredResource[];
    };
  };
}

interface ConfiguredResource {
  readonly address: string;
  /** By attribute; what a value refers to is in there. */
  readonly expressions?: Readonly<Record<string, { readonly references?: readonly string[] } | undefined>>;
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly change: Change;
  readonly action_reason?: string;
}

export interface Change {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id?: string };
}
