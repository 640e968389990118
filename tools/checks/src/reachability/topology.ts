import type { Block, Synthesized } from '@restartix/testing';

/** Something with an address in the network. */
export interface Host {
  /** References to its security groups, e.g. `${aws_security_group.network_rds_sg.id}`. */
  readonly groups: readonly string[];
  readonly subnets: readonly string[];
  readonly publicAddress: boolean;
}

/** The hosts of an environment, by kind and name. */
export function hostsOf(env: Synthesized): Record<string, Host> {
  return Object.fromEntries(
    KINDS.flatMap(({ type, name, host }) =>
      Object.entries(env.resources(type)).flatMap(([id, block]) => {
        const found = host(block, env);
        if (!found) return [];
        return [[name(id, block), { ...found, subnets: found.subnets.map((each) => subnetOf(env, each)) }] as const];
      }),
    ),
  );
}

/** The subnet itself, where its id is taken from the association that gives it its routes. */
function subnetOf(env: Synthesized, reference: string): string {
  return reference.startsWith('${aws_route_table_association.')
    ? String(blockOf(env, 'aws_route_table_association', reference)['subnet_id'])
    : reference;
}

interface Kind {
  readonly type: string;
  readonly name: (id: string, block: Block) => string;
  /** Undefined for what has no address. */
  readonly host: (block: Block, env: Synthesized) => Host | undefined;
}

const KINDS: readonly Kind[] = [
  {
    type: 'aws_ecs_service',
    name: (id) => id.replace(/_service$/, '').replaceAll('_', '-'),
    host: ({ network_configuration: network }) => task(network as Block),
  },
  {
    type: 'aws_scheduler_schedule',
    name: (id, block) => `schedule ${String(block['name'] ?? id).replace(/^restartix-[a-z]+-/, '')}`,
    host: ({ target }) => task((target as Block)['ecs_parameters'].network_configuration as Block),
  },
  {
    type: 'aws_lb',
    name: () => 'load-balancer',
    host: (block) => ({
      groups: block['security_groups'] as string[],
      subnets: block['subnets'] as string[],
      publicAddress: block['internal'] === false,
    }),
  },
  {
    type: 'aws_rds_cluster',
    name: () => 'database',
    host: (block, env) => ({
      groups: block['vpc_security_group_ids'] as string[],
      subnets: subnetsOf(env, 'aws_db_subnet_group', block['db_subnet_group_name']),
      publicAddress: Object.values(env.resources('aws_rds_cluster_instance')).some(
        (instance) => instance['publicly_accessible'] === true,
      ),
    }),
  },
  {
    type: 'aws_db_instance',
    name: (_, block) => (block['replicate_source_db'] ? 'database-replica' : 'database'),
    host: (block, env) => ({
      groups: block['vpc_security_group_ids'] as string[],
      subnets: subnetsOf(env, 'aws_db_subnet_group', block['db_subnet_group_name']),
      publicAddress: block['publicly_accessible'] === true,
    }),
  },
  {
    type: 'aws_elasticache_replication_group',
    name: () => 'cache',
    host: (block, env) => ({
      groups: block['security_group_ids'] as string[],
      subnets: subnetsOf(env, 'aws_elasticache_subnet_group', block['subnet_group_name']),
      publicAddress: false,
    }),
  },
  {
    type: 'aws_vpc_endpoint',
    name: (_, block) => `endpoint ${String(block['service_name']).replace(/^com\.amazonaws\.[^.]+\./, '')}`,
    host: (block) =>
      block['vpc_endpoint_type'] === 'Interface'
        ? {
            groups: block['security_group_ids'] as string[],
            subnets: block['subnet_ids'] as string[],
            publicAddress: false,
          }
        : undefined,
  },
];

function task(network: Block): Host {
  return {
    groups: network['security_groups'] as string[],
    subnets: network['subnets'] as string[],
    publicAddress: network['assign_public_ip'] === true,
  };
}

function subnetsOf(env: Synthesized, type: string, reference: unknown): string[] {
  return blockOf(env, type, reference)['subnet_ids'] as string[];
}

/** The block that `${type.name.attribute}` refers to. */
function blockOf(env: Synthesized, type: string, reference: unknown): Block {
  const name = new RegExp(`^\\$\\{${type}\\.(\\w+)\\.\\w+\\}$`).exec(String(reference))?.[1];
  if (name === undefined) throw new Error(`${JSON.stringify(reference)} is no reference to a ${type}.`);
  return env.resource(type, name);
}
