/** The parts of `terraform show -json <plan>` (format 1.2) that reports are made of. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly checks?: readonly Check[];
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly prior_state?: {
    readonly values?: { readonly root_module?: { readonly resources?: readonly PriorResource[] } };
  };
  /** Of Terraform 1.14. */
  readonly action_invocations?: unknown;
  readonly deferred_changes?: unknown;
  readonly configuration?: {
    readonly root_module?: {
      readonly resources?: readonly ConfiguredResource[];
    };
  };
}

/** A resource or a data source as the state has it after the refresh. */
export interface PriorResource {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly values?: Readonly<Record<string, unknown>>;
  readonly sensitive_values?: Readonly<Record<string, unknown>>;
}

export interface Check {
  readonly address: { readonly kind: string; readonly to_display: string };
  readonly status: 'pass' | 'fail' | 'error' | 'unknown';
  readonly instances?: readonly {
    readonly address: { readonly to_display: string };
    readonly status: string;
    readonly problems?: readonly { readonly message: string }[];
  }[];
}

interface ConfiguredResource {
  readonly address: string;
  /** By attribute; what a value refers to is in there. */
  readonly expressions?: Readonly<
    Record<string, { readonly references?: readonly string[]; readonly constant_value?: unknown } | undefined>
  >;
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  /** The key of an object that a replacement left over: another one than the live object of the address. */
  readonly deposed?: string;
  readonly provider_name?: string;
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
  readonly importing?: { readonly id?: string; readonly identity?: unknown; readonly unknown?: boolean };
  readonly generated_config?: string;
}
