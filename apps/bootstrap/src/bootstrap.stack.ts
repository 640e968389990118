import { EnvStack, type EnvStackConfig } from '@restartix/core';
import { TfstateBackend } from '@restartix/tfstate-backend';
import type { Construct } from 'constructs';

/** What an AWS account needs once, before any environment: the bucket that holds everyone's state, this one's included. */
export class BootstrapStack extends EnvStack {
  constructor(scope: Construct, config: EnvStackConfig) {
    super(scope, 'bootstrap', config);

    const backend = new TfstateBackend(this, 'tfstate-backend', { bucketName: config.state.bucket });

    this.outputs({ stateBucket: backend.stateBucket, stateBucketArn: backend.stateBucketArn });
  }
}
