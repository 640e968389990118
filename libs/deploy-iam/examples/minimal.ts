import type { EnvStack } from '@restartix/core';
import { DeployIam } from '../src';

export default function example(stack: EnvStack): void {
  new DeployIam(stack, 'deploy-iam', {
    githubOrg: 'restartix',
    githubRepo: 'infrastructure',
    services: ['core-api'],
    planStateStatements: [
      { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::restartix-tfstate/staging/terraform.tfstate'] },
    ],
    applyStateStatements: [
      {
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: ['arn:aws:s3:::restartix-tfstate/staging/terraform.tfstate'],
      },
    ],
  });
}
