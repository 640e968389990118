/** What `nx g @restartix/nx-cdktf:env` takes; `schemas/env.json` says what each is. */
export interface EnvOptions {
  readonly name?: string;
  readonly like?: string;
  readonly region?: string;
  readonly stateBucket?: string;

  // What a workspace says once, in nx.json.
  readonly directory?: string;
  readonly scope?: string;
  readonly core?: string;
  readonly config?: string;
  readonly cidr?: string;
  readonly otherCidrs?: string;
  readonly unique?: readonly string[];
  readonly skipInstall?: boolean;
}
