import { TerraformElement, Token, dependable, ref, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

export interface EphemeralResourceConfig {
  /** Arguments in the provider's snake_case. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /**
   * What has to exist before the block is evaluated.
   * @default - none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * An `ephemeral` block: a value that exists during a run and is written to neither state nor plan.
 * CDKTF 0.21 has no class for it (Terraform 1.10 and later have the block).
 *
 * Its attributes may be used only where Terraform allows ephemeral values: write-only arguments (`…_wo`), other
 * ephemeral blocks and provider configuration.
 */
export class EphemeralResource extends TerraformElement {
  /** What has to exist before, as CDKTF's resources have it. */
  dependsOn: string[] | undefined;

  constructor(
    scope: Construct,
    id: string,
    readonly terraformResourceType: string,
    private readonly config: EphemeralResourceConfig,
  ) {
    super(scope, id, `ephemeral.${terraformResourceType}`);
    this.dependsOn = config.dependsOn?.map(dependable);
  }

  /** A reference to an attribute by its snake_case name, e.g. `get('random_password')`. */
  get(attribute: string): string {
    return Token.asString(ref(`ephemeral.${this.terraformResourceType}.${this.friendlyUniqueId}.${attribute}`));
  }

  override toTerraform(): unknown {
    const block = { ...this.config.arguments, ...(this.dependsOn ? { depends_on: this.dependsOn } : {}) };
    return { ephemeral: { [this.terraformResourceType]: { [this.friendlyUniqueId]: block } } };
  }
}
