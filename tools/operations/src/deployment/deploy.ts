import { PutParameterCommand } from '@aws-sdk/client-ssm';
import type { TaskDescription } from '@restartix/core/deployments';
import { parameterName } from '@restartix/core/deployments';
import type { Context } from '../context';
import type { Outcome } from '../rollout/watch';
import { Claims, Overtaken } from './claims';
import type { Named } from './environment';
import { runJob } from './job';
import type { Deployment } from './requirements';
import { newestRevision, revisionWith } from './revisions';
import { desiredCountOf, rolledOut, update, type Update } from './services';
import { tagAsDeployed } from './tag';
import type { Times } from './times';
import type { WantedImage } from './wanted';

/** Exit codes. */
export const DEPLOYED = 0;
/** Refused, or a job failed: no service was changed. */
export const UNCHANGED = 1;
/** A rollout failed: services were given the image that they had before. */
export const PUT_BACK = 2;
/** A newer deployment of the same image began. */
export const OVERTAKEN = 3;

type Which = 'wanted' | 'recorded';

/**
 * Deploys images that are there. Each step may be the last one that is reached: another run finds what is done already, and
 * the record of what is deployed, which Terraform reads, changes at the end only.
 * @returns an exit code
 */
export async function deploy(context: Context, deployment: Deployment, times: Times): Promise<number> {
  const claims = await Claims.make(context, deployment.images);
  try {
    return await new Run(context, deployment, times, claims).run();
  } catch (error) {
    if (error instanceof Overtaken) {
      context.say(error.message);
      return OVERTAKEN;
    }
    context.say('The deployment is not finished. Run it again: it goes on from where it is.');
    throw error;
  }
}

class Run {
  private readonly images: ReadonlyMap<string, WantedImage>;
  /** Services whose newest revision has the image that is wanted. */
  private readonly begun: Update['service'][] = [];

  constructor(
    private readonly context: Context,
    private readonly deployment: Deployment,
    private readonly times: Times,
    private readonly claims: Claims,
  ) {
    this.images = new Map(deployment.images.map((image) => [image.name, image]));
  }

  async run(): Promise<number> {
    const { images, before, jobs } = this.deployment;
    for (const image of images) {
      await this.claims.check();
      await tagAsDeployed(this.context, image);
    }
    if (!(await this.runJobs())) {
      for (const job of before) await this.revision(job, 'recorded');
      this.context.say('No service was changed.');
      return UNCHANGED;
    }
    const failed = await this.rollOut();
    if (failed.length > 0) {
      await this.putBack(failed);
      return PUT_BACK;
    }
    for (const job of jobs) await this.revision(job, 'wanted');
    for (const { name, wantedUri } of images) {
      await this.claims.check();
      await this.record(name, wantedUri);
    }
    return DEPLOYED;
  }

  private async runJobs(): Promise<boolean> {
    for (const job of this.deployment.before) {
      const revision = await this.revision(job, 'wanted');
      await this.claims.check();
      const waiting = { minutes: this.times.jobMinutes, pollMs: this.times.pollMs };
      const { succeeded, words, log } = await runJob(this.context, job, revision, waiting);
      for (const line of log) this.context.print(`${job.name} | ${line}`);
      this.context.print(`${job.name}: ${words}`);
      if (!succeeded) return false;
    }
    return true;
  }

  /** One order after the other, and all services of an order at once. @returns what failed */
  private async rollOut(): Promise<Outcome[]> {
    const { services } = this.deployment;
    for (const order of [...new Set(services.map((service) => service.order))]) {
      const updates: Update[] = [];
      for (const service of services.filter((each) => each.order === order)) updates.push(await this.updateOf(service));
      const failed = await this.updateAndWait(updates);
      if (failed.length > 0) return failed;
    }
    return [];
  }

  private async updateOf(service: Update['service']): Promise<Update> {
    const revision = await this.revision(service, 'wanted');
    this.begun.push(service);
    // Terraform makes services of an image that was never deployed without tasks.
    const isFirst = !this.images.get(service.image)!.isDeployed;
    const desiredCount = isFirst
      ? Math.max(service.minimumCount, await desiredCountOf(this.context, service))
      : undefined;
    return { service, revision, desiredCount };
  }

  private async updateAndWait(updates: readonly Update[]): Promise<Outcome[]> {
    for (const each of updates) {
      await this.claims.check();
      await update(this.context, each);
    }
    const waiting = { minutes: this.times.rolloutMinutes, pollMs: this.times.pollMs };
    const outcomes = await rolledOut(this.context, updates, waiting);
    const failed = outcomes.filter(({ state }) => state !== 'stable');
    // A service that runs a newer deployment's revision has not failed.
    if (failed.length > 0) await this.claims.check();
    return failed;
  }

  /** Makes the images that are recorded the newest again: what Terraform reads, and what schedules start. */
  private async putBack(failed: readonly Outcome[]): Promise<void> {
    for (const { name, words, stopped } of failed) {
      this.context.say(`${name}: ${words}`);
      for (const reason of stopped) this.context.say(`${name}: a task stopped: ${reason}`);
    }
    this.context.say('Puts back the images that were deployed before.');
    for (const job of this.deployment.before) await this.revision(job, 'recorded');
    const updates: Update[] = [];
    for (const service of this.begun) {
      const { isDeployed } = this.images.get(service.image)!;
      const revision = await this.revision(service, 'recorded');
      updates.push({ service, revision, desiredCount: isDeployed ? undefined : 0 });
    }
    const again = await this.updateAndWait(updates);
    for (const { name, words } of again) this.context.say(`${name}: is not back yet: ${words}`);
  }

  /** The revision of a family with the image that is wanted, or with the one that is recorded as deployed. */
  private async revision(task: Named<TaskDescription>, which: Which): Promise<string> {
    const image = this.images.get(task.image);
    // Another repository's image: the newest revision has what is deployed. By its ARN, for a role that runs tasks names
    // revisions: `task-definition/{family}:*` is not `task-definition/{family}`.
    if (!image) return (await newestRevision(this.context, task.family)).definition.taskDefinitionArn!;
    await this.claims.check();
    return revisionWith(this.context, task.family, image, which === 'wanted' ? image.wantedUri : image.uri);
  }

  private async record(name: string, uri: string): Promise<void> {
    const Name = parameterName(this.context, 'images', name);
    await this.context.aws.ssm.send(new PutParameterCommand({ Name, Value: uri, Type: 'String', Overwrite: true }));
    this.context.print(`${name}: ${uri.slice(uri.indexOf('@') + 1)} is deployed`);
  }
}
