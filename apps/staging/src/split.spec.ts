import { EnvStack } from '@restartix/core';
import { PlatformStack } from '@restartix/platform';
import { Synthesized, type TerraformJson } from '@restartix/testing';
import { Testing } from 'cdktf';
import { config } from './config';
import { Database } from './database';

describe('staging in two stacks', () => {
  const whole = addressesOf(new PlatformStack(Testing.app(), config, Database));
  const app = Testing.app({ stackTraces: false });
  const state = { ...config.env.state, key: 'staging/foundation.tfstate' };
  const foundation = new EnvStack(app, 'staging-foundation', { ...config.env, state });
  const services = new PlatformStack(app, config, Database, { foundation });
  [foundation, services].forEach((stack) => stack.prepareStack());

  it('has each resource once, under the address that it has in one', () => {
    const [base, rest] = [addressesOf(foundation), addressesOf(services)];
    expect(base).toContain('aws_rds_cluster.database_cluster');
    expect(rest).toContain('aws_ecs_service.core_api_service');
    expect([...base, ...rest].sort()).toEqual(whole);
  });

  it('needs the foundation for the services, and not the other way round', () => {
    expect(services.dependsOn(foundation)).toBe(true);
    expect(foundation.dependsOn(services)).toBe(false);
  });
});

/** Synthesis refuses what a stack does not have. */
function addressesOf(stack: EnvStack): readonly string[] {
  return new Synthesized(stack.toTerraform() as TerraformJson).addresses;
}
