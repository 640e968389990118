import type { EnvStack } from '@restartix/core';
import { DatabaseAuroraServerless } from '@restartix/database-aurora-serverless';
import { PlatformStack } from '@restartix/platform';
import { Synthesized, type TerraformJson } from '@restartix/testing';
import { Testing } from 'cdktf';
import { config } from './config';
import { Database } from './database';

function synthesized(stack: EnvStack): Synthesized {
  return new Synthesized(JSON.parse(Testing.synth(stack, true)) as TerraformJson);
}

describe('production', () => {
  const found = synthesized(new PlatformStack(Testing.app(), config, Database));

  it('has a database with a standby that AWS does not delete, and backups for two weeks', () => {
    expect(found.resource('aws_db_instance')).toMatchObject({
      multi_az: true,
      deletion_protection: true,
      backup_retention_period: 14,
      skip_final_snapshot: false,
    });
  });

  it('scales each service by itself, within what its config says', () => {
    const target = found.resource('aws_appautoscaling_target', 'core_api_scaling');
    expect(target).toMatchObject({
      min_capacity: expect.stringMatching(/core_api_image.* \? 2 : 0\}$/),
      max_capacity: 10,
    });
  });

  it('dumps its database at two in the morning, once there is a runner', () => {
    expect(found.resource('aws_scheduler_schedule', 'scheduled_tasks_schedule_backup_runner')).toMatchObject({
      schedule_expression: 'cron(0 2 * * ? *)',
      state: expect.stringMatching(/backup_runner.* \? "ENABLED" : "DISABLED"\}$/),
    });
  });

  it('has names that fit, though they are the longest', () => {
    const limits: Record<string, [attribute: string, max: number]> = {
      aws_lb: ['name', 32],
      aws_lb_target_group: ['name', 32],
      aws_elasticache_replication_group: ['replication_group_id', 40],
      aws_iam_role: ['name', 64],
      aws_db_instance: ['identifier', 63],
      aws_scheduler_schedule: ['name', 64],
      aws_cloudwatch_event_rule: ['name', 64],
      aws_sqs_queue: ['name', 80],
      aws_s3_bucket: ['bucket', 63],
    };
    for (const [type, [attribute, max]] of Object.entries(limits)) {
      const names = Object.values(found.resources(type)).map((block) => String(block[attribute]));
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) expect(name.length).toBeLessThanOrEqual(max);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('asks Cloudflare for the zone’s client certificate once it is told to, and lets Cloudflare show it', () => {
    const cloudflare = { ...config.cloudflare, clientCertificates: 'passthrough' as const };
    const asks = synthesized(new PlatformStack(Testing.app(), { ...config, cloudflare }, Database));
    const listener = (from: Synthesized) => from.resource('aws_lb_listener', 'load_balancer_https');
    expect(listener(asks)['mutual_authentication']).toEqual({ mode: 'passthrough' });
    expect(asks.resource('cloudflare_authenticated_origin_pulls_settings')).toMatchObject({ enabled: true });
    expect(listener(found)['mutual_authentication']).toEqual({ mode: 'off' });
    const shared = { ...cloudflare, zoneRules: 'shared' as const };
    const other = synthesized(new PlatformStack(Testing.app(), { ...config, cloudflare: shared }, Database));
    expect(listener(other)['mutual_authentication']).toEqual({ mode: 'passthrough' });
    expect(other.resources('cloudflare_authenticated_origin_pulls_settings')).toEqual({});
  });

  it('can have the other database module, and nothing else changes but what watches it', () => {
    const database = { minCapacity: 2, maxCapacity: 16 };
    const swapped = synthesized(new PlatformStack(Testing.app(), { ...config, database }, DatabaseAuroraServerless));
    const without = (all: Synthesized): string[] =>
      all.addresses.filter((address) => !/\.(database_|observability_alarm_database_)/.test(address));
    expect(without(swapped)).toEqual(without(found));
    expect(Object.keys(swapped.resources('aws_rds_cluster'))).toHaveLength(1);
    const url = JSON.stringify(swapped.resource('aws_secretsmanager_secret_version', 'app_secrets_database_version'));
    expect(url).toContain('aws_rds_cluster.database_cluster.endpoint');
  });
});
