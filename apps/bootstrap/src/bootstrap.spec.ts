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

  it('gives services to a further role, which the role deploy then lacks', () => {
    const applications = [{ githubOrg: 'restartix', githubRepo: 'console' }];
    const environments = { staging: { deployRoles: { console: { services: ['console'], applications } } } };
    const { resource } = JSON.parse(
      Testing.synth(new BootstrapStack(Testing.app(), { ...config, environments }), true),
    ) as {
      resource: {
        aws_iam_role: Record<string, { assume_role_policy: string }>;
        aws_iam_policy: Record<string, object>;
      };
    };
    const policies = (role: string): string =>
      JSON.stringify(
        Object.entries(resource.aws_iam_policy).filter(([name]) => name.startsWith(`staging_roles_${role}_policy`)),
      );
    expect(policies('deploy')).not.toContain('restartix-staging-console');
    expect(policies('deploy_console')).toContain('service/restartix-staging-cluster/restartix-staging-console');
    const trust = resource.aws_iam_role['staging_roles_deploy_console_role']!.assume_role_policy;
    expect(trust).toContain('repo:restartix/console:environment:staging');
    expect(trust).toContain('/deploy-application.yml@refs/heads/');
  });
});
