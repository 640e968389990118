import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import type { TerraformStack } from 'cdktf';
import { isKnown, type ReportProblem } from './config-error';

type Partition = 'aws' | 'aws-cn' | 'aws-eusc' | 'aws-iso' | 'aws-iso-b' | 'aws-iso-e' | 'aws-iso-f' | 'aws-us-gov';

// How the regions of the partitions beside `aws` begin.
// https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
const BEGINNINGS: Readonly<Record<string, Partition>> = {
  'cn-': 'aws-cn',
  'eusc-': 'aws-eusc',
  'us-iso-': 'aws-iso',
  'us-isob-': 'aws-iso-b',
  'eu-isoe-': 'aws-iso-e',
  'us-isof-': 'aws-iso-f',
  'us-gov-': 'aws-us-gov',
};

// In the others, service principals, endpoint services and host names have a domain of their own.
const SUPPORTED: readonly string[] = ['aws', 'aws-us-gov'] satisfies Partition[];

/** The partition of a region, e.g. `aws-us-gov` of `us-gov-west-1`. */
export function partitionOf(region: string): string {
  return Object.entries(BEGINNINGS).find(([beginning]) => region.startsWith(beginning))?.[1] ?? 'aws';
}

/** Reports a region of a partition that the modules do not know. */
export function checkRegion(region: string, problem: ReportProblem): void {
  const partition = partitionOf(region);
  if (!isKnown(region) || SUPPORTED.includes(partition)) return;
  problem({
    property: 'region',
    value: region,
    allowed: `a region of the partition ${SUPPORTED.join(' or ')}; this one is of ${partition}, where AWS has other service names`,
    fix: 'Use a region such as eu-central-1 or us-gov-west-1.',
  });
}

/** The partition of a region that the provider chooses. A plan in one that the modules do not know fails. */
export function currentPartition(stack: TerraformStack): string {
  const id = 'current-partition';
  const existing = stack.node.tryFindChild(id) as DataAwsPartition | undefined;
  return (existing ?? makeCurrentPartition(stack, id)).partition;
}

function makeCurrentPartition(stack: TerraformStack, id: string): DataAwsPartition {
  const data = new DataAwsPartition(stack, id);
  data.addOverride('lifecycle.postcondition', [
    {
      condition: `\${contains(${JSON.stringify(SUPPORTED)}, self.partition)}`,
      error_message: `The modules know the partitions ${SUPPORTED.join(' and ')}: choose a region of one of them.`,
    },
  ]);
  return data;
}
