import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isConfigured, type ResourceBlocks } from '../compare/configured';
import { planReport } from '../build';
import type { ConfigurationJson } from '../configuration/blocks';
import type { PlanReport } from '../model';
import type { PlanJson } from '../plan-json';

/** What people do to an environment that serves. */
export type RecordedChange = 'another-zone' | 'major-upgrade' | 'new-service' | 'removed-bucket' | 'rotated-secret';

/**
 * The report of a real plan: staging as it was deployed to the emulator, after somebody changed its configuration. The files hold
 * `terraform show -json` and `cdk.tf.json` without what no report reads: resources that neither change nor are referred to.
 */
export function recordedChange(name: RecordedChange): PlanReport {
  const { plan, configuration } = JSON.parse(
    gunzipSync(readFileSync(join(__dirname, 'changes', `${name}.json.gz`))).toString('utf8'),
  ) as { plan: PlanJson; configuration: ConfigurationJson };
  const blocks = configuration['resource'] as ResourceBlocks;
  return planReport(
    { env: 'staging', target: 'local', isConfigured: isConfigured(blocks), configuration, key: 'lineage' },
    plan,
  );
}
