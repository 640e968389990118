import { containerLookups } from './containers';
import { ec2Lookups } from './ec2';
import { elasticacheLookups } from './elasticache';
import { iamLookups } from './iam';
import { keyLookups } from './keys';
import { loadBalancerLookups } from './load-balancers';
import { LOOKED_UP } from './lookups';
import {
  autoScalingLookups,
  certificateLookups,
  emailLookups,
  logLookups,
  parameterLookups,
  schedulerLookups,
  secretLookups,
} from './others';
import { rdsLookups } from './rds';

const sdk = { region: 'eu-central-1' };

it('has a way to find every type that it says it looks up, and no other', () => {
  const found = [
    ...[containerLookups, elasticacheLookups, iamLookups, loadBalancerLookups, rdsLookups, autoScalingLookups],
    ...[certificateLookups, emailLookups, logLookups, parameterLookups, schedulerLookups, secretLookups],
  ].flatMap((lookups) => Object.keys(lookups(sdk)));
  const all = [...found, ...Object.keys(ec2Lookups(sdk, {})), ...Object.keys(keyLookups(sdk, {}))];
  expect(LOOKED_UP.flatMap(([types]) => types).sort()).toEqual(all.sort());
});
