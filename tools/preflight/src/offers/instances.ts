import { paginateDescribeInstanceTypeOfferings } from '@aws-sdk/client-ec2';
import { all } from '../ask';
import type { Check } from '../check';
import { failure, ok } from '../finding';

/** Types of EC2 instances are offered by availability zone. */
export const instancesCheck: Check = {
  subject: 'instance types',
  concerns: ({ synthesis }) => synthesis.count('aws_launch_template') > 0,
  run: async ({ aws: { ec2 }, synthesis }) => {
    const types = [...new Set(synthesis.texts('aws_launch_template', 'instance_type'))];
    const zones = [...new Set(synthesis.texts('aws_subnet', 'availability_zone'))];
    const filter = [{ Name: 'instance-type', Values: types }];
    const input = { LocationType: 'availability-zone', Filters: filter } as const;
    const pages = paginateDescribeInstanceTypeOfferings({ client: ec2 }, input);
    const offers = await all('ec2:DescribeInstanceTypeOfferings', pages, (page) => page.InstanceTypeOfferings);
    return types.map((type) => {
      const lacking = zones.filter(
        (zone) => !offers.some(({ InstanceType, Location }) => InstanceType === type && Location === zone),
      );
      return lacking.length === 0
        ? ok(`instance type ${type}`, 'is offered in every zone')
        : failure(
            `instance type ${type}`,
            `is not offered in ${lacking.join(', ')}`,
            'take another type, or other availability zones',
          );
    });
  },
};
