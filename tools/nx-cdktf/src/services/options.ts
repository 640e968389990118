/** What `nx g @restartix/nx-cdktf:service` takes; `schemas/service.json` says what each is. */
export interface ServiceOptions {
  readonly name?: string;
  readonly kind?: ServiceKind;
  readonly port?: number;
  readonly host?: string;
  readonly healthCheckPath?: string;
  readonly secrets?: string;
  readonly like?: string;

  // What a workspace says once, in nx.json.
  readonly registry?: string;
  readonly sizes?: string;
  readonly constructs?: string;
  readonly secretNames?: string;
  readonly ports?: string;
  readonly takenHosts?: readonly string[];
  readonly commands?: readonly string[];
  readonly skipCommands?: boolean;
}

export type ServiceKind = 'api' | 'frontend';

/** What a service is in every environment: an entry of the registry. */
export interface Definition {
  readonly port: number;
  readonly healthCheckPath: string;
  readonly host: string;
  readonly frontend: boolean;
  readonly secrets: readonly string[];
}
