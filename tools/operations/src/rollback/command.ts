import { DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import type { ServiceDescription } from '@restartix/core/deployments';
import { ToolError } from '@restartix/kit';
import { defineCommand } from '../command';
import type { Context } from '../context';
import { refused } from '../deploy-images/command';
import { deploy } from '../deployment/deploy';
import { describedEnvironment, type Described, type ImageRecord, type Named } from '../deployment/environment';
import { prepare } from '../deployment/requirements';
import { TIMES, timesOf } from '../deployment/times';
import { referenceOf, shortDigest } from '../deployment/wanted';
import { historyOf, type Past } from './history';

export const rollback = defineCommand({
  name: 'rollback',
  summary: 'Lists the images that ran lately, and deploys one of them again.',
  line: (command) =>
    command
      .option('--service <name>', 'e.g. core-api')
      .option('--to <image>', 'previous, sha256:… or a tag (default: none, lists only)')
      .option(...TIMES.wait)
      .option(...TIMES.job),
  run: async (context, { service: name, to, ...given }) => {
    const times = timesOf(context, given);
    const described = await describedEnvironment(context);
    const service = serviceOf(context, described, name);
    const image = described.images.get(service.image)!;
    const running = await runningDigest(context, service, image);
    const history = await historyOf(context, image);
    for (const line of listed(history, running)) context.print(line);
    if (to === undefined) {
      context.say(`Nothing was changed. ${context.nx('rollback', `--service=${service.name}`, '--to=previous')}`);
      return 0;
    }
    const reference =
      to === 'previous' ? { imageDigest: previous(context, history, running, service.name).digest } : referenceOf(to);
    const asked = [{ name: image.name, reference }];
    const { deployment, missing } = await prepare(context, described, asked, { runJobs: false });
    if (missing.length > 0) return refused(context, missing);
    const [{ digest } = { digest: '' }] = deployment.images;
    context.say(`${image.name}: ${running === undefined ? 'nothing' : shortDigest(running)} → ${shortDigest(digest)}`);
    context.say('Migrations are not undone: the earlier image runs with the schema of the later one.');
    return deploy(context, deployment, times);
  },
});

function serviceOf({ env }: Context, { services }: Described, name: string | undefined): Named<ServiceDescription> {
  const service = services.find((each) => each.name === name);
  if (service) return service;
  throw new ToolError(
    `${env}: ${name === undefined ? 'no service given' : `service "${name}" does not exist`} (allowed: ${services.map((each) => each.name).join(', ')}).`,
    'e.g. --service=core-api',
  );
}

/** What the service's newest deployment runs, which is not what is recorded when it was interrupted. */
async function runningDigest(
  { aws }: Context,
  { cluster, service }: ServiceDescription,
  { repositoryUrl }: ImageRecord,
): Promise<string | undefined> {
  const { services = [] } = await aws.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const primary = services[0]?.deployments?.find(({ status }) => status === 'PRIMARY');
  const taskDefinition = primary?.taskDefinition ?? services[0]?.taskDefinition;
  if (taskDefinition === undefined) return undefined;
  const answer = await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const images = (answer.taskDefinition?.containerDefinitions ?? []).map(({ image = '' }) => image);
  return images.find((image) => image.startsWith(`${repositoryUrl}@`))?.slice(repositoryUrl.length + 1);
}

function listed(history: readonly Past[], running: string | undefined): string[] {
  return history.map(({ digest, at, by, tags }) => {
    const names = tags === undefined ? 'no longer in the repository' : tags.join(', ');
    return [at?.toISOString() ?? '', digest, digest === running ? 'runs' : '', names, by].filter(Boolean).join('  ');
  });
}

/** The newest that was deployed, that is still there, and that does not run now. */
function previous(context: Context, history: readonly Past[], running: string | undefined, name: string): Past {
  const past = history.find(({ digest, tags }) => digest !== running && tags !== undefined);
  if (past) return past;
  throw new ToolError(
    `${context.env}: there is no earlier image of ${name} to go back to.`,
    `Deploy one: ${context.nx('deploy-images', `--images=${name}=<tag>`)}`,
  );
}
