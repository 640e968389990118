import { checkBounds, checkConfig, isKnown, type ReportProblem } from '@restartix/core';
import type { Construct } from 'constructs';
import type { EcsServiceConfig, SpotMix } from './ecs-service.config';
import type { Checked } from './neighbours';
import { capacityRange } from './scaling';
import { checkLoadBalancer } from './routing.checks';
import { checkScaling } from './scaling.checks';
import { environmentNameOf } from './secrets';
import { checkTask } from './task.checks';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkEcsService(scope: Construct, id: string, { config, self, neighbours }: Checked): void {
  checkConfig('ecs-service', id, (problem) => {
    checkTask(scope, config, 'serviceName', problem);
    checkSecrets(scope, config, problem);
    checkPorts(config, problem);
    checkLoadBalancer({ config, self, neighbours }, problem);
    checkScaling(config, problem);
    checkCapacity(config, problem);
    checkDeployment(config, problem);
  });
}

function checkSecrets(scope: Construct, config: EcsServiceConfig, problem: ReportProblem): void {
  const { secretsArns = [], secrets = {}, environment = {} } = config;
  const taken = new Set([...Object.keys(secrets), ...Object.keys(environment)]);
  secretsArns.forEach((arn, index) => {
    const property = `secretsArns[${index}]`;
    const name = environmentNameOf(scope, arn);
    if (name === undefined) {
      problem({
        property,
        value: isKnown(arn) ? arn : 'known only to Terraform',
        allowed: 'the full ARN of a Secrets Manager secret, or that of an aws_secretsmanager_secret of the stack',
        fix: 'Name the variable yourself in `secrets`.',
      });
      return;
    }
    if (taken.has(name)) {
      problem({
        property,
        value: arn,
        allowed: `a secret whose variable ${name} nothing else sets`,
        fix: 'Name the variable yourself in `secrets`.',
      });
    }
    taken.add(name);
  });
}

function checkPorts(config: EcsServiceConfig, problem: ReportProblem): void {
  const { port, loadBalancer, serviceConnect } = config;
  checkBounds(problem, { property: 'port', value: port, min: 1, max: 65_535, by: 'TCP' });
  const reachedBy = loadBalancer
    ? 'loadBalancer'
    : serviceConnect && serviceConnect.role !== 'client'
      ? 'serviceConnect'
      : '';
  if (port !== undefined || !reachedBy) return;
  problem({
    property: 'port',
    value: port,
    allowed: `the container's port, with ${reachedBy}`,
    fix: `Set port, or leave ${reachedBy} out.`,
  });
}

function checkCapacity({ useSpot = false, cluster, desiredCount }: EcsServiceConfig, problem: ReportProblem): void {
  if (useSpot !== false && cluster.capacityProviders?.every((each) => isKnown(each) && each !== 'FARGATE_SPOT')) {
    problem({
      property: 'useSpot',
      value: useSpot,
      allowed: `what the cluster offers: ${cluster.capacityProviders.join(', ')}`,
      fix: 'Set enableFargateSpot on the cluster, or leave useSpot out.',
    });
  }
  if (typeof useSpot === 'object') checkSpotMix(useSpot, problem);
  checkBounds(problem, { property: 'desiredCount', value: desiredCount, min: 0, max: 5000, by: 'Amazon ECS' });
}

function checkSpotMix({ weight, onDemandBase, onDemandWeight }: SpotMix, problem: ReportProblem): void {
  const by = 'Amazon ECS';
  checkBounds(
    problem,
    { property: 'useSpot.weight', value: weight, min: 1, max: 1000, by },
    { property: 'useSpot.onDemandBase', value: onDemandBase, min: 0, max: 100_000, by },
    { property: 'useSpot.onDemandWeight', value: onDemandWeight, min: 0, max: 1000, by },
  );
}

function checkDeployment(config: EcsServiceConfig, problem: ReportProblem): void {
  if (config.deployment !== undefined && typeof config.imageUri !== 'string') {
    problem({
      property: 'deployment',
      value: config.deployment,
      allowed: 'with an imageUri that is text; Terraform follows the pipeline that deploys an image of a registry',
      fix: 'Leave deployment out.',
    });
  }
  const { minimumHealthy = 100, maximum = 200 } = config.deploymentPercent ?? {};
  const { max } = capacityRange(config);
  const floor = Math.max(100, isKnown(minimumHealthy) ? minimumHealthy + 1 : 100);
  checkBounds(
    problem,
    {
      property: 'deploymentPercent.minimumHealthy',
      value: minimumHealthy,
      min: 0,
      max: 100,
      fix: 'Use 100 to never have fewer tasks than wanted.',
    },
    {
      property: 'deploymentPercent.maximum',
      value: maximum,
      min: floor,
      max: 200,
      by: 'above minimumHealthy, so that a deployment can proceed',
      fix: 'Use 200.',
    },
  );
  const rebalances = config.availabilityZoneRebalancing ?? true;
  if (rebalances && isKnown(maximum) && maximum <= 100 && max > 0) {
    problem({
      property: 'availabilityZoneRebalancing',
      value: true,
      allowed: 'with a deploymentPercent.maximum above 100 (Amazon ECS)',
      fix: 'Set it to false, or raise deploymentPercent.maximum.',
    });
  }
}
