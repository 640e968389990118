import { DescribeAvailabilityZonesCommand, DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { ask } from '../ask';
import type { Check, Group } from '../check';
import { command } from '../command';
import { failure, ok } from '../finding';

const accountCheck: Check = {
  subject: 'account',
  run: async ({ account: { id }, synthesis: { accounts }, env }) => {
    const named = accounts.join(', ');
    if (accounts.length === 0) return [ok('account', `${id}; apps/${env}/src/config.ts names none (accountId)`)];
    return [
      accounts.includes(id)
        ? ok('account', `${id}, as configured`)
        : failure(
            'account',
            `${id}, but ${env} belongs to ${named}`,
            `take credentials of ${named}, or correct accountId in apps/${env}/src/config.ts`,
          ),
    ];
  },
};

const regionCheck: Check = {
  subject: 'region',
  run: async ({ aws: { ec2 }, region }) => {
    const { Regions = [] } = await ask('ec2:DescribeRegions', () =>
      ec2.send(new DescribeRegionsCommand({ AllRegions: true })),
    );
    const found = Regions.find(({ RegionName }) => RegionName === region);
    if (!found)
      return [failure('region', `${region} does not exist in this partition`, 'correct the region of the environment')];
    if (found.OptInStatus !== 'not-opted-in') return [ok('region', `${region} is enabled`)];
    return [
      failure(
        'region',
        `${region} is not enabled`,
        command('aws', 'account', 'enable-region', '--region-name', region),
      ),
    ];
  },
};

const zonesCheck: Check = {
  subject: 'availability zones',
  concerns: ({ synthesis }) => synthesis.count('aws_subnet') > 0,
  run: async ({ aws: { ec2 }, synthesis, region }) => {
    const { AvailabilityZones = [] } = await ask('ec2:DescribeAvailabilityZones', () =>
      ec2.send(new DescribeAvailabilityZonesCommand({})),
    );
    const available = AvailabilityZones.filter(({ State }) => State === 'available').map(({ ZoneName }) => ZoneName);
    const wanted = [...new Set(synthesis.texts('aws_subnet', 'availability_zone'))];
    return wanted.map((zone) =>
      available.includes(zone)
        ? ok('availability zone', `${zone} is available`)
        : failure(
            'availability zone',
            `this account has no ${zone}`,
            `take some of ${available.join(', ') || `the zones of ${region}`}`,
          ),
    );
  },
};

export const account: Group = { name: 'account', checks: [accountCheck, regionCheck, zonesCheck] };
