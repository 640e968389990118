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
});
