import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '@restartix/kit';
import type { IsConfigured } from '../compare/configured';
import { withoutEmpty } from '../compare/empty-values';
import type { PlanJson, ResourceChange } from '../plan-json';

/** Whether a difference is what an application's pipeline does when it deploys, and no drift. */
export type IsDeployment = (resource: ResourceChange) => boolean;

const TASK_DEFINITION = 'aws_ecs_task_definition';
const SERVICE = 'aws_ecs_service';

/**
 * What a pipeline's deployment leaves behind: the image in a parameter, a newest revision with that image, services on that
 * revision. By these facts, not by type: a revision that differs in anything else, an image that is not the recorded one, and
 * a service that runs another revision are drift.
 */
export function deploymentsIn(plan: PlanJson, isConfigured: IsConfigured): IsDeployment {
  const facts = factsOf(plan);
  const revisions = new Map(
    (plan.resource_drift ?? [])
      .filter(({ type }) => type === TASK_DEFINITION)
      .filter((drifted) => isRevisionOfImage(drifted, facts, isConfigured))
      .map(({ address, change }) => [address, valuesOf(change.after)['arn']]),
  );
  return (resource) => {
    if (resource.type === TASK_DEFINITION) return revisions.has(resource.address);
    if (resource.type !== SERVICE) return false;
    const { before, after } = resource.change;
    const [from, to] = [valuesOf(before), valuesOf(after)];
    const definition = facts.references(resource.address, 'task_definition').find((each) => revisions.has(each));
    if (definition === undefined || to['task_definition'] !== revisions.get(definition)) return false;
    // The first deployment starts the tasks; how many there are later is Terraform's, or scaling's.
    const starts = from['desired_count'] === 0 && facts.references(resource.address, 'desired_count').some(isParameter);
    const ofPipelines = ['task_definition', ...(starts ? ['desired_count'] : [])];
    return differing(resource, isConfigured).every((attribute) => ofPipelines.includes(attribute));
  };
}

interface Facts {
  /** Addresses that an argument of a resource reads. */
  readonly references: (address: string, attribute: string) => readonly string[];
  /** Whether the resource follows the newest revision. */
  readonly follows: (address: string) => boolean;
  /** What a resource is after the refresh. */
  readonly values: (address: string) => Readonly<Record<string, unknown>>;
  /** The services that run a task definition. */
  readonly servicesOf: (definition: string) => readonly string[];
}

function factsOf({ configuration, prior_state: state }: PlanJson): Facts {
  const configured = new Map(
    (configuration?.root_module?.resources ?? []).map(({ address, expressions = {} }) => [address, expressions]),
  );
  const refreshed = new Map(
    (state?.values?.root_module?.resources ?? []).map(({ address, values = {} }) => [address, values]),
  );
  const references: Facts['references'] = (address, attribute) => [
    ...new Set(
      (configured.get(address)?.[attribute]?.references ?? []).map((each) => each.split('.').slice(0, 2).join('.')),
    ),
  ];
  return {
    references,
    follows: (address) => configured.get(address)?.['track_latest']?.constant_value === true,
    values: (address) => refreshed.get(address) ?? {},
    servicesOf: (definition) =>
      [...configured.keys()].filter(
        (address) => address.startsWith(`${SERVICE}.`) && references(address, 'task_definition').includes(definition),
      ),
  };
}

function isParameter(address: string): boolean {
  return address.startsWith('aws_ssm_parameter.');
}

/** A newest revision that differs from the one before in its image alone, which is the recorded one; its services run it. */
function isRevisionOfImage(drifted: ResourceChange, facts: Facts, isConfigured: IsConfigured): boolean {
  const { address, change } = drifted;
  const [before, after] = [valuesOf(change.before), valuesOf(change.after)];
  if (!facts.follows(address)) return false;
  if (differing(drifted, isConfigured).some((attribute) => attribute !== 'container_definitions')) return false;
  const recorded = facts
    .references(address, 'container_definitions')
    .filter(isParameter)
    .map((each) => facts.values(each)['insecure_value']);
  return (
    isSameButForImages(before['container_definitions'], after['container_definitions'], recorded) &&
    facts.servicesOf(address).every((each) => facts.values(each)['task_definition'] === after['arn'])
  );
}

function isSameButForImages(before: unknown, after: unknown, recorded: readonly unknown[]): boolean {
  const [olds, news] = [containersIn(before), containersIn(after)];
  return (
    olds.length === news.length &&
    news.every(({ image, ...container }, index) => {
      const { image: old, ...others } = olds[index]!;
      const isDeployed = recorded.includes(image) && repositoryOf(image) === repositoryOf(old);
      return (image === old || isDeployed) && isDeepStrictEqual(withoutEmpty(container), withoutEmpty(others));
    })
  );
}

/** `…/core-api@sha256:…` and `…/core-api:not-deployed` are images of one repository; undefined for other texts. */
function repositoryOf(image: unknown): string | undefined {
  return typeof image === 'string' ? /^(.+?)(?:@sha256:[0-9a-f]{64}|:not-deployed)$/.exec(image)?.[1] : undefined;
}

function containersIn(definitions: unknown): Readonly<Record<string, unknown>>[] {
  if (typeof definitions !== 'string') return [];
  const list: unknown = JSON.parse(definitions);
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** The attributes that somebody asked for, and that are not what they were. */
function differing({ type, name, change }: ResourceChange, isConfigured: IsConfigured): string[] {
  const [before, after] = [valuesOf(change.before), valuesOf(change.after)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((attribute) => isConfigured(type, name, attribute))
    .filter((attribute) => !isDeepStrictEqual(withoutEmpty(before[attribute]), withoutEmpty(after[attribute])));
}

function valuesOf(values: unknown): Readonly<Record<string, unknown>> {
  return isRecord(values) ? values : {};
}
