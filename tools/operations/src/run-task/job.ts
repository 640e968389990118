import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import { parameterName, parseJob, type JobDescription } from '@restartix/core/deployments';
import { ToolError } from '@restartix/kit';
import type { Context } from '../context';

/** What Terraform wrote about a task that runs once. @throws ToolError where there is no such job. */
export async function describedJob(
  context: Pick<Context, 'env' | 'project' | 'aws' | 'nx'>,
  name: string,
): Promise<JobDescription> {
  const parameter = parameterName(context, 'jobs', name);
  try {
    const { Parameter } = await context.aws.ssm.send(new GetParameterCommand({ Name: parameter }));
    return parseJob(parameter, Parameter?.Value ?? '');
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
    throw new ToolError(
      `${context.env}: job "${name}" does not exist: there is no parameter ${parameter}.`,
      `aws ssm get-parameters-by-path --path ${parameterName(context, 'jobs')} lists the jobs. Deploy the environment if there is none: ${context.nx('deploy')}`,
    );
  }
}
