import { Testing } from 'cdktf';
import { BootstrapStack } from '@restartix/platform';
import { config } from './config';

describe('bootstrap', () => {
  const json = JSON.parse(Testing.synth(new BootstrapStack(Testing.app(), config), true)) as {
    terraform: { backend: { s3: { bucket: string; key: string } } };
    resource: { aws_s3_bucket: Record<string, { bucket: string }> };
  };

  it('makes the very bucket that its own state moves into', () => {
    const [bucket] = Object.values(json.resource.aws_s3_bucket);
    expect(json.terraform.backend.s3).toMatchObject({ bucket: bucket?.bucket, key: 'bootstrap/terraform.tfstate' });
  });

  it('lets the roles of an environment use its state by its own key, in its own partition', () => {
    const state = { bucket: 'acme-tfstate', key: 'platform/staging.tfstate' };
    const env = { ...config.env, region: 'us-gov-west-1' };
    const stack = new BootstrapStack(Testing.app(), { ...config, env, environments: { staging: { state } } });
    const { resource } = JSON.parse(Testing.synth(stack, true)) as { resource: object };
    const text = JSON.stringify(resource);
    expect(text).toContain('arn:aws-us-gov:s3:::acme-tfstate/platform/staging.tfstate.tflock');
    expect(text).not.toContain('acme-tfstate/staging/terraform.tfstate');
  });
});
