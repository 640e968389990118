import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Testing } from 'cdktf';
import { Construct } from 'constructs';
import { EnvStack, contextOf, type ModuleConfig } from './index';

/** A module: its names come from the environment that it stands in. */
class Queue extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, config: ModuleConfig = {}) {
    super(scope, id);
    const context = contextOf(this, 'queue', id, config);
    this.queue = new SqsQueue(this, 'queue', { name: context.name('jobs') });
  }
}

/** An environment; a program synthesizes it by `synthesize((app) => new StagingStack(app))`. */
class StagingStack extends EnvStack {
  readonly jobs: Queue;

  constructor(scope: Construct) {
    super(scope, 'staging', { env: 'staging', region: 'eu-central-1', state: { bucket: 'restartix-tfstate' } });
    this.jobs = new Queue(this, 'jobs');
    this.outputs({ queueUrl: this.jobs.queue.url });
  }
}

it('names the queue after project and environment, and gives it an address without a hash', () => {
  const stack = new StagingStack(Testing.app({ stackTraces: false }));
  expect(JSON.parse(Testing.synth(stack))).toMatchObject({
    resource: { aws_sqs_queue: { jobs_queue: { name: 'restartix-staging-jobs' } } },
  });
});
