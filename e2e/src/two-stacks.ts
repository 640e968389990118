import { join } from 'node:path';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { ContainerRegistry } from '@restartix/container-registry';
import { EnvStack, whenDeployed } from '@restartix/core';
import { App } from 'cdktf';
import { createBucket } from './aws';
import { addEnvironment } from './probe';
import { Workspace, type Result } from './workspace';

export const STATE_BUCKET = 'restartix-tfstate';

interface Stacks {
  /** Everything in one, part of it in another, or everything in one with the other left empty. */
  readonly stacks: 'one' | 'two' | 'one and none';
  readonly retentionInDays?: number;
}

/** A small environment, `probe`, that goes from one stack to two and back. */
export class TwoStacks {
  readonly workspace = new Workspace();

  async open(): Promise<void> {
    addEnvironment(this.workspace, 'probe', { imports: '', resources: '' });
    await this.workspace.mustNx('run', 'emulator:start');
    await createBucket(this.workspace.emulatorUrl, STATE_BUCKET);
    await this.workspace.mustNx('run', 'terraform:build');
  }

  close(): Promise<void> {
    return this.workspace.close();
  }

  run(...args: string[]): Promise<Result> {
    return this.workspace.terraform([...args, '--local']);
  }

  /** What `src/main.ts` would synthesize, without a build. */
  synthesize({ stacks, retentionInDays = 30 }: Stacks): void {
    const app = new App({ outdir: join(this.workspace.root, 'apps/probe/cdktf.out'), stackTraces: false });
    const stack = (id: string, key?: string): EnvStack =>
      new EnvStack(app, id, { env: 'probe', region: 'eu-central-1', state: { bucket: STATE_BUCKET, key } });
    const other = stacks === 'one' ? undefined : stack('probe-foundation', 'probe/foundation.tfstate');
    const main = stack('probe');
    const foundation = stacks === 'two' ? other! : main;
    const logs = new CloudwatchLogGroup(foundation, 'logs', { name: 'probe', retentionInDays });
    const { images } = new ContainerRegistry(foundation, 'registry', { repositories: ['core-api'], forceDelete: true });
    const image = images['core-api']!;
    new SsmParameter(main, 'service', {
      name: '/probe/service',
      type: 'String',
      insecureValue: JSON.stringify({ logs: logs.arn, image: image.uri, count: whenDeployed(image, 2, 0) }),
      dependsOn: [logs],
    });
    app.synth();
  }
}
