import { isRecord } from '@restartix/kit';
import { blockAt, type ConfigurationJson } from '../configuration/blocks';
import type { PlanJson, PriorResource, ResourceChange } from '../plan-json';

type Values = Readonly<Record<string, unknown>>;

/** The parameter of a deployed image. */
interface Deployed {
  /** The image as the refresh found it. */
  readonly image: string;
  /** What takes its place in the digest. */
  readonly mark: string;
}

/**
 * The plan as an approval binds it: without which image of a repository a pipeline deployed last, and which number its revision
 * has. A deployment between review and apply then leaves an approval as it is; who deploys needs none, before or after.
 *
 * Left out is the value of a parameter that Terraform ignores, where it is the image of a container. What stays: an image that
 * is not the recorded one, a value that is read for anything else, whether there is one at all, and each expression.
 */
export function withoutDeployedImages(plan: PlanJson, configuration: ConfigurationJson = {}): PlanJson {
  const known = plan.prior_state?.values?.root_module?.resources ?? [];
  const changing = new Set(
    (plan.resource_changes ?? [])
      .filter(({ change }) => change.actions.join() !== 'no-op')
      .map(({ address }) => address),
  );
  const images = new Map(
    known
      .filter(({ address }) => address.startsWith('aws_ssm_parameter.') && !changing.has(address))
      .flatMap((each) => deployedIn(each, configuration)),
  );
  if (images.size === 0) return plan;
  const definitions = known.filter(({ address }) => follows(address, configuration));
  const revisions = new Map(
    definitions.flatMap(({ address, values = {} }) =>
      isRecorded(values, containersOf(configuration, address), images) ? [[values['arn'], `${address} deployed`]] : [],
    ),
  );
  const masked = (address: string, values: unknown): unknown => {
    if (!isRecord(values)) return values;
    const containers = follows(address, configuration) ? containersOf(configuration, address) : [];
    return withMarks(values, { record: images.get(read(address)), containers, images, revisions });
  };
  return {
    ...plan,
    resource_changes: (plan.resource_changes ?? []).map((each): ResourceChange => ({
      ...each,
      change: {
        ...each.change,
        before: masked(each.address, each.change.before),
        after: masked(each.address, each.change.after),
      },
    })),
    prior_state: {
      values: {
        root_module: {
          resources: known.map((each) => ({ ...each, values: masked(each.address, each.values) as Values })),
        },
      },
    },
  };
}

/** A parameter that Terraform ignores and nothing reads but images of containers, and conditions on whether there is one. */
function deployedIn({ address, values = {} }: PriorResource, configuration: ConfigurationJson): [string, Deployed][] {
  const block = blockAt(configuration, address);
  const image = values['insecure_value'];
  const [, repository] = typeof image === 'string' ? (/^(.+)@sha256:[0-9a-f]{64}$/.exec(image) ?? []) : [];
  const ignored = isRecord(block) && isRecord(block['lifecycle']) ? block['lifecycle']['ignore_changes'] : [];
  const isIgnored = Array.isArray(ignored) && ignored.includes('insecure_value');
  if (!repository || !isIgnored || isReadOtherwise(address, configuration)) return [];
  return [[read(address), { image: String(image), mark: `${repository}@deployed` }]];
}

/** How a container's image reads a parameter. */
function read(address: string): string {
  return `\${${address}.insecure_value}`;
}

function isReadOtherwise(address: string, value: unknown): boolean {
  if (typeof value === 'string') {
    const rest = value
      .replaceAll(`"image":"\${${address}.insecure_value}"`, '')
      .replaceAll(`!endswith(${address}.insecure_value, ":not-deployed")`, '')
      .replaceAll(`${address}.arn`, '')
      .replaceAll(`${address}.name`, '');
    return new RegExp(`${address.replace('.', '\\.')}(?![\\w-])`).test(rest);
  }
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => key !== '//' && isReadOtherwise(address, item));
}

/** Whether Terraform takes the newest revision of a task definition for its own. */
function follows(address: string, configuration: ConfigurationJson): boolean {
  if (!address.startsWith('aws_ecs_task_definition.')) return false;
  const block = blockAt(configuration, address);
  return isRecord(block) && block['track_latest'] === true;
}

/** The containers as they are configured; none where that is no list of literals. */
function containersOf(configuration: ConfigurationJson, address: string): readonly Values[] {
  const block = blockAt(configuration, address);
  return isRecord(block) ? containersIn(block['container_definitions']) : [];
}

function containersIn(definitions: unknown): readonly Values[] {
  if (typeof definitions !== 'string') return [];
  try {
    const list: unknown = JSON.parse(definitions);
    return Array.isArray(list) ? list.filter(isRecord) : [];
  } catch {
    return [];
  }
}

/** Whether every container that takes the recorded image has it, and one does. */
function isRecorded(values: Values, configured: readonly Values[], images: ReadonlyMap<unknown, Deployed>): boolean {
  const found = containersIn(values['container_definitions']);
  const wanted = configured.flatMap(({ name, image }) => {
    const deployed = images.get(image);
    return deployed ? [found.find((each) => each['name'] === name)?.['image'] === deployed.image] : [];
  });
  return wanted.length > 0 && wanted.every(Boolean);
}

interface Marks {
  /** Where the values are those of a parameter. */
  readonly record: Deployed | undefined;
  readonly containers: readonly Values[];
  readonly images: ReadonlyMap<unknown, Deployed>;
  readonly revisions: ReadonlyMap<unknown, string>;
}

function withMarks(values: Values, { record, containers, images, revisions }: Marks): Values {
  const { container_definitions: definitions, arn, revision, task_definition: runs } = values;
  return {
    ...values,
    ...(record ? { insecure_value: record.mark } : {}),
    ...(revisions.has(arn) ? { arn: revisions.get(arn), ...(revision === undefined ? {} : { revision: 0 }) } : {}),
    ...(revisions.has(runs) ? { task_definition: revisions.get(runs) } : {}),
    ...(containers.length > 0 && typeof definitions === 'string'
      ? { container_definitions: withoutImages(definitions, containers, images) }
      : {}),
  };
}

function withoutImages(text: string, configured: readonly Values[], images: Marks['images']): string {
  const found = containersIn(text);
  if (found.length === 0) return text;
  return JSON.stringify(
    found.map((container) => {
      const deployed = images.get(configured.find(({ name }) => name === container['name'])?.['image']);
      return deployed && deployed.image === container['image'] ? { ...container, image: deployed.mark } : container;
    }),
  );
}
