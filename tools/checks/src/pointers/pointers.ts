import { addressOf, referencesIn } from '@restartix/plan-report';
import type { TerraformJson } from '@restartix/testing';

/**
 * What points at what while it serves: the pointer moves before its former target goes. Terraform does so where the target,
 * or something that is made from it, has `create_before_destroy`.
 * https://github.com/hashicorp/terraform/blob/main/docs/destroying.md
 */
export const POINTERS: Readonly<Record<string, readonly string[]>> = {
  aws_route: ['aws_nat_gateway', 'aws_network_interface', 'aws_autoscaling_group'],
  aws_route_table_association: ['aws_route', 'aws_route_table', 'aws_subnet'],
  aws_vpc_endpoint: ['aws_subnet', 'aws_security_group'],
  aws_lb: ['aws_route_table_association', 'aws_security_group', 'aws_s3_bucket'],
  aws_lb_listener: ['aws_acm_certificate', 'aws_lb_trust_store'],
  aws_lb_listener_rule: ['aws_lb_target_group'],
  aws_ecs_service: [
    ...['aws_lb_target_group', 'aws_lb_listener_rule', 'aws_ecs_task_definition', 'aws_service_discovery_service'],
    ...['aws_route_table_association', 'aws_security_group'],
  ],
  aws_db_subnet_group: ['aws_route_table_association'],
  aws_elasticache_subnet_group: ['aws_route_table_association'],
};

/** A target that would go before what points at it has moved. */
export interface Dangling {
  readonly pointer: string;
  readonly target: string;
}

/** Every pair of the table that the configuration has. */
export function pairsOf(json: TerraformJson): Dangling[] {
  const resources = resourcesOf(json);
  return [...resources].flatMap(([pointer, block]) => {
    const types = POINTERS[typeOf(pointer)] ?? [];
    return usedBy(block)
      .filter((target) => types.includes(typeOf(target)))
      .map((target) => ({ pointer, target }));
  });
}

/** Those of them in the wrong order. */
export function danglingOf(json: TerraformJson): Dangling[] {
  const last = removedLast(resourcesOf(json));
  return pairsOf(json).filter(({ target }) => !last.has(target));
}

type Resources = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

function resourcesOf({ resource = {} }: TerraformJson): Resources {
  return new Map(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]): [string, Record<string, unknown>] => [`${type}.${name}`, block]),
    ),
  );
}

/** What has `create_before_destroy`, and all that it is made from: Terraform hands it down. */
function removedLast(resources: Resources): Set<string> {
  const found = new Set<string>();
  const visit = (address: string): void => {
    const block = resources.get(address);
    if (!block || found.has(address)) return;
    found.add(address);
    usedBy(block).forEach(visit);
  };
  for (const [address, block] of resources) {
    const lifecycle = block['lifecycle'] as { create_before_destroy?: boolean } | undefined;
    if (lifecycle?.create_before_destroy) visit(address);
  }
  return found;
}

/** Addresses that a block reads or waits for. */
function usedBy({ depends_on: waits = [], ...block }: Readonly<Record<string, unknown>>): string[] {
  const read = referencesIn(JSON.stringify(block));
  return [...new Set([...read, ...(waits as string[]).flatMap((each) => addressOf(each) ?? [])])];
}

function typeOf(address: string): string {
  return address.split('.')[0]!;
}
