import { BootstrapStack, PlatformStack, type BootstrapConfig } from '@restartix/platform';
import { Database, config as production } from '@restartix/production';
import { Synthesized, type TerraformJson } from '@restartix/testing';
import { Testing, type TerraformStack } from 'cdktf';
import { Account } from './account';
import { attacksOn } from './attacks';
import { answers } from './answers';

const ACCOUNT = '123456789012';
const STATE = { bucket: 'acme-tfstate', region: 'eu-central-1' };

function synthesized(stack: TerraformStack): Synthesized {
  return new Synthesized(JSON.parse(Testing.synth(stack, true)) as TerraformJson);
}

describe('production in an account of its own', () => {
  const bootstrap: BootstrapConfig = {
    env: { env: 'bootstrap', region: 'eu-central-1', accountId: ACCOUNT, state: STATE },
    github: { org: 'acme', repo: 'infrastructure', branches: ['main'], ids: { owner: '4711', repo: '815' } },
    breakGlassUsers: ['break-glass'],
    environments: { production: { restoreDrills: true } },
  };
  const made = synthesized(new BootstrapStack(Testing.app(), bootstrap));
  const env = { ...production.env, accountId: ACCOUNT, state: STATE };
  const platform = synthesized(new PlatformStack(Testing.app(), { ...production, env }, Database));

  it('refuses credentials of another account, in both stacks', () => {
    for (const { json } of [made, platform]) {
      expect(json.provider?.['aws']?.[0]?.['allowed_account_ids']).toEqual([ACCOUNT]);
      expect(json.terraform?.['backend']).toMatchObject({ s3: { bucket: STATE.bucket } });
      // The same configuration is tried on an emulator, which is another account.
      expect(JSON.stringify({ ...json, provider: {} })).not.toContain(ACCOUNT);
    }
  });

  it('has its own state bucket, and its roles that one alone, in its account', () => {
    expect(made.resource('aws_s3_bucket')['bucket']).toBe(STATE.bucket);
    const policies = JSON.stringify(made.resources('aws_iam_policy'));
    expect(policies).toContain(`arn:aws:s3:::${STATE.bucket}/production/terraform.tfstate`);
    expect(policies).toContain('aws:ResourceAccount');
    expect(policies).not.toMatch(/restartix-tfstate|staging/);
  });

  it('trusts the repository in both forms of GitHub’s subjects', () => {
    const { assume_role_policy: policy } = made.resource('aws_iam_role', 'production_roles_apply_role');
    expect(policy).toContain('repo:acme/infrastructure:environment:production');
    expect(policy).toContain('repo:acme@4711/infrastructure@815:environment:production');
  });

  const account = new Account(platform, made);
  const rows = attacksOn('production', STATE.bucket).flatMap(({ by, ...attack }) =>
    by.map((role) => ({ role, ...attack })),
  );
  it.each(rows)('nobody as $role $name', async ({ role, steps }) => {
    const results = await Promise.all(steps.map((step) => answers(account, 'production', role, step)));
    expect(results).toEqual(steps.map(({ allowed }) => allowed));
  });

  it('refuses two environments in one account of which one’s names hold the other’s', () => {
    const environments = { staging: {}, 'staging-eu': {} };
    expect(() => new BootstrapStack(Testing.app(), { ...bootstrap, environments })).toThrow(
      'environments.staging-eu "staging-eu" is not possible',
    );
  });
});
