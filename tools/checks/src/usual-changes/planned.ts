import { planReport, type PlanJson, type PlanReport } from '@restartix/plan-report';
import type { TerraformJson } from '@restartix/testing';

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

// What Terraform replaces for any argument; everything else that these tests change, the provider changes in place.
const REPLACED = ['aws_ecs_task_definition'];

/** The report of what Terraform would plan from one configuration to another, as far as arguments tell. */
export function reportBetween(before: TerraformJson, after: TerraformJson): PlanReport {
  const [from, to] = [before, after].map(blocksOf);
  const addresses = [...new Set([...Object.keys(from!), ...Object.keys(to!)])].sort();
  const changes = addresses.map((address) => {
    const [type = '', name = ''] = address.split('.');
    const [was = null, is = null] = [from![address], to![address]];
    return {
      address,
      mode: 'managed' as const,
      type,
      name,
      change: { actions: actionsOf(type, was, is), before: was, after: is },
    };
  });
  const plan: PlanJson = { resource_changes: changes };
  return planReport({ env: 'production', target: 'cloud', isConfigured: () => true, key: 'lineage' }, plan);
}

function actionsOf(type: string, was: object | null, is: Readonly<Record<string, unknown>> | null): string[] {
  if (!was) return ['create'];
  if (!is) return ['delete'];
  if (JSON.stringify(was) === JSON.stringify(is)) return ['no-op'];
  if (!REPLACED.includes(type)) return ['update'];
  const lifecycle = is['lifecycle'] as { create_before_destroy?: boolean } | undefined;
  return lifecycle?.create_before_destroy ? ['create', 'delete'] : ['delete', 'create'];
}

function blocksOf({ resource = {} }: TerraformJson): Blocks {
  const text = JSON.stringify(resource, (key, inner: unknown) => (key === '//' ? undefined : inner));
  return Object.fromEntries(
    Object.entries(JSON.parse(text) as Record<string, Blocks>).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => [`${type}.${name}`, block]),
    ),
  );
}
