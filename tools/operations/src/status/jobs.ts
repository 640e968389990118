import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { parseJob, type JobDescription } from '@restartix/core/deployments';
import { isNamed } from '../aws/denied';
import type { Context } from '../context';
import { missing, ok, type Finding } from '../finding';
import { parametersOf } from '../parameters';
import { digestOf, imagesOf } from './images';

type Asked = Pick<Context, 'aws' | 'env' | 'project' | 'nx'>;

/** Tasks that a deployment runs first: a recorded image means that they ended with 0, for it is recorded after them. */
export async function jobFindings(context: Asked): Promise<Finding[]> {
  const [jobs, images] = await Promise.all([parametersOf(context, 'jobs', parseJob), imagesOf(context)]);
  const first = [...jobs].filter(([, { before }]) => before.length > 0).sort(([, a], [, b]) => a.order - b.order);
  return Promise.all(
    first.map(async ([name, job]) => {
      const subject = `job ${name}`;
      const deployed = job.before.filter((image) => digestOf(images.get(image) ?? '') !== undefined);
      const deploy = context.nx('deploy-images', `--images=${job.before.map((image) => `${image}=<tag>`).join(',')}`);
      if (deployed.length === 0) return missing(subject, `runs before ${job.before.join(', ')} is deployed`, deploy);
      const at = await lastRun(context, job);
      return ok(subject, at ? `last logged at ${at.toISOString()}` : `ran before ${deployed.join(', ')} was deployed`);
    }),
  );
}

async function lastRun({ aws }: Asked, { logGroup }: JobDescription): Promise<Date | undefined> {
  const newest = { logGroupName: logGroup, orderBy: 'LastEventTime' as const, descending: true, limit: 1 };
  try {
    const { logStreams = [] } = await aws.logs.send(new DescribeLogStreamsCommand(newest));
    const at = logStreams[0]?.lastEventTimestamp;
    return at === undefined ? undefined : new Date(at);
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}
