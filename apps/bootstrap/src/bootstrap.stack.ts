import { EnvStack, type EnvStackConfig } from '@restartix/core';
import { GithubOidcProvider } from '@restartix/deploy-iam';
import { TfstateBackend } from '@restartix/tfstate-backend';
import type { Construct } from 'constructs';

/**
 * What an AWS account needs once, before any environment: the bucket that holds everyone's state, this one's included, and
 * the provider by which AWS believes GitHub's workflows.
 */
export class BootstrapStack extends EnvStack {
  constructor(scope: Construct, config: EnvStackConfig) {
    super(scope, 'bootstrap', config);

    const backend = new TfstateBackend(this, 'tfstate-backend', { bucketName: config.state.bucket });

    const github = new GithubOidcProvider(this, 'github');

    this.outputs({
      stateBucket: backend.stateBucket,
      stateBucketArn: backend.stateBucketArn,
      oidcProviderArn: github.oidcProviderArn,
    });
  }
}
