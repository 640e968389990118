import { checkBounds, checkConfig, checkLogRetention, checkValues, isKnown, type ReportProblem } from '@restartix/core';
import type { EcsClusterConfig } from './ecs-cluster.config';
import { ECS_CLUSTER_CONFIG } from './generated-inputs';

const MAX_WEIGHT = 1000;
const MAX_BASE = 100_000;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkEcsCluster(id: string, config: EcsClusterConfig): void {
  checkValues('ecs-cluster', id, config, { inputs: ECS_CLUSTER_CONFIG });
  checkConfig('ecs-cluster', id, (problem) => {
    checkName(config, problem);
    checkSpot(config, problem);
    checkLogRetention('exec.retentionInDays', config.exec?.retentionInDays, problem);
    checkLogRetention('insightsRetentionInDays', config.insightsRetentionInDays, problem);
    checkNamespace(config, problem);
  });
}

function checkName({ name = 'cluster' }: EcsClusterConfig, problem: ReportProblem): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    problem({
      property: 'name',
      value: name,
      allowed: 'lowercase letters, digits and hyphens, starting with a letter',
      fix: 'Rename it.',
    });
  }
}

function checkSpot({ enableFargateSpot }: EcsClusterConfig, problem: ReportProblem): void {
  if (typeof enableFargateSpot !== 'object') return;
  const { weight, onDemandWeight, onDemandBase } = enableFargateSpot;
  const by = 'Amazon ECS';
  checkBounds(
    problem,
    { property: 'enableFargateSpot.weight', value: weight, min: 0, max: MAX_WEIGHT, by },
    { property: 'enableFargateSpot.onDemandWeight', value: onDemandWeight, min: 0, max: MAX_WEIGHT, by },
    { property: 'enableFargateSpot.onDemandBase', value: onDemandBase, min: 0, max: MAX_BASE, by },
  );
  if (weight === 0) {
    problem({
      property: 'enableFargateSpot.weight',
      value: 0,
      allowed: 'a share above 0',
      fix: 'Set enableFargateSpot to false to run without Spot.',
    });
  }
}

function checkNamespace({ privateDnsNamespace }: EcsClusterConfig, problem: ReportProblem): void {
  const name = privateDnsNamespace?.name;
  if (!isKnown(name) || /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(name)) return;
  problem({
    property: 'privateDnsNamespace.name',
    value: name,
    allowed: 'a DNS name of two labels or more, e.g. "staging.restartix.internal"',
    fix: 'Write the zone without a leading or trailing dot.',
  });
}
