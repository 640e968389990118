import { TerraformResource, Token, type TerraformStack } from 'cdktf';
import { checkConfig } from './config-error';

/** By Terraform address, e.g. `{ 'aws_vpc.network_vpc': 'vpc-0a1b2c3d4e5f60718' }`: what the provider imports it by. */
export type Existing = Readonly<Record<string, string>>;

/**
 * Takes over resources that exist: the next plan imports them by their ids and says what would change. Call it after
 * everything is in the stack. Inside an `EnvStack` its input `importFrom` does it.
 *
 * A resource that is in the state already is left alone, so that the lines may stay until the apply is done everywhere; then
 * remove them.
 *
 * @throws ConfigError for an address that no resource of the stack has, and for an id that is empty or given twice.
 *
 * @example
 * importFrom(stack, { 'aws_vpc.network_vpc_7CB2F0A5': 'vpc-0a1b2c3d4e5f60718' });
 */
export function importFrom(stack: TerraformStack, existing: Existing): void {
  const imports = Object.entries(existing).map(([to, id]) => ({ to, id }));
  if (imports.length === 0) return;
  const resources = managed(stack).map(addressOf);
  checkConfig('env', stack.node.id, (problem) => {
    const owners = new Map<string, string>();
    for (const { to, id } of imports) {
      const refuse = (allowed: string, fix: string): void =>
        problem({ property: `importFrom[${JSON.stringify(to)}]`, value: id, allowed, fix });
      if (!resources.includes(to)) refuse(known(to, resources), 'Copy the address from the plan that would create it.');
      if (typeof id !== 'string' || (!Token.isUnresolved(id) && id.trim() === '')) {
        const fix = 'See "Import" on the page of the resource in the Terraform registry.';
        refuse('the id that the provider imports it by', fix);
      }
      const key = `${typeOf(to)} ${id}`;
      const owner = owners.get(key);
      if (owner !== undefined) {
        refuse(`once, and ${owner} has it`, 'Two addresses cannot own one resource: remove one of the two.');
      }
      owners.set(key, to);
    }
  });
  // CDKTF's own importFrom runs `terraform version` at synthesis.
  stack.addOverride('import', imports);
}

function managed(stack: TerraformStack): TerraformResource[] {
  return stack.node
    .findAll()
    .filter(
      (each): each is TerraformResource => TerraformResource.isTerraformResource(each) && each.cdktfStack === stack,
    );
}

function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

function typeOf(address: string): string {
  return address.split('.')[0] ?? '';
}

/** Those of the same type, else what types there are. */
function known(address: string, addresses: readonly string[]): string {
  const same = addresses.filter((each) => typeOf(each) === typeOf(address)).sort();
  if (same.length > 0) return `of this type: ${same.join(', ')}`;
  return `a resource of the stack; it has ${[...new Set(addresses.map(typeOf))].sort().join(', ')}`;
}
