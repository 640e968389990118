import type { Product } from '@restartix/plan-report';

interface Facts {
  /** The program's name on PATH. */
  readonly program: string;
  /** Where a provider without a host comes from. */
  readonly registry: string;
  /** The first release with write-only arguments and ephemeral resources. */
  readonly minimum: string;
  readonly install: string;
  /** Least seconds between two savings of the state in an apply. OpenTofu ends in a crash below 20. */
  readonly persistSeconds: number;
  /**
   * What plans the comparison with reality alone. OpenTofu takes an ephemeral resource for a change and then refuses its
   * own refresh-only plan; its ordinary plan lists what it found too.
   */
  readonly driftFlags: readonly string[];
}

export const PRODUCTS: Readonly<Record<Product, Facts>> = {
  Terraform: {
    program: 'terraform',
    registry: 'registry.terraform.io',
    minimum: '1.11.0',
    install: 'https://developer.hashicorp.com/terraform/install',
    persistSeconds: 1,
    driftFlags: ['-refresh-only'],
  },
  OpenTofu: {
    program: 'tofu',
    registry: 'registry.opentofu.org',
    minimum: '1.11.0',
    install: 'https://opentofu.org/docs/intro/install',
    persistSeconds: 20,
    driftFlags: [],
  },
};

export const REGISTRIES: readonly string[] = Object.values(PRODUCTS).map(({ registry }) => registry);
