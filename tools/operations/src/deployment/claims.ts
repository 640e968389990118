import { userInfo } from 'node:os';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { parameterName } from '@restartix/core/deployments';
import { ToolError } from '@restartix/kit';
import type { Context } from '../context';
import type { WantedImage } from './wanted';

/** Says that a newer deployment of the same image has begun. */
export class Overtaken extends ToolError {}

/**
 * Which deployment of an image is the newest. Parameter Store numbers the versions of a parameter: each deployment writes the
 * parameter once, and goes on as long as the version that it got is the newest. So of two at once the later one wins, a
 * rollback included, and one that was killed leaves nothing to unlock.
 *
 * A lock would need somebody to release it after a kill, and a parameter cannot be deleted on condition that it is still the
 * one that was read. What remains here: between a look at the version and the call after it, a newer deployment may begin.
 * It then waits for a job that runs, and its own update of the service comes later.
 */
export class Claims {
  private constructor(
    private readonly context: Pick<Context, 'aws' | 'env' | 'project'>,
    private readonly versions: ReadonlyMap<string, number>,
  ) {}

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html: each edit gets a version of its own. */
  static async make(
    context: Pick<Context, 'aws' | 'env' | 'project'>,
    images: readonly WantedImage[],
  ): Promise<Claims> {
    const versions = new Map<string, number>();
    for (const { name, digest } of images) {
      const Value = JSON.stringify({ digest, by: claimant(), at: new Date().toISOString() });
      const put = new PutParameterCommand({ Name: parameter(context, name), Value, Type: 'String', Overwrite: true });
      versions.set(name, (await context.aws.ssm.send(put)).Version ?? 0);
    }
    return new Claims(context, versions);
  }

  /** @throws Overtaken when another deployment of one of the images began after this one. */
  async check(): Promise<void> {
    for (const [name, version] of this.versions) {
      const get = new GetParameterCommand({ Name: parameter(this.context, name) });
      const { Parameter: newest } = await this.context.aws.ssm.send(get);
      // A read may be a moment behind the write: only a higher version is a newer deployment.
      if ((newest?.Version ?? 0) <= version) continue;
      throw new Overtaken(
        `${name}: a newer deployment has begun, so this one stops: ${newest?.Value ?? 'unknown'}`,
        'The newer one decides what runs, and replaces what this one did.',
      );
    }
  }
}

function parameter(context: Pick<Context, 'env' | 'project'>, image: string): string {
  return parameterName(context, 'deployments', image);
}

/** Whom to ask: the run of a workflow, or a person. https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
function claimant(env: NodeJS.ProcessEnv = process.env): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return run === undefined ? userInfo().username : `${server}/${repository}/actions/runs/${run}`;
}
