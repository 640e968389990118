import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { EnvStack } from '@restartix/core';
import { LoadBalancer } from '@restartix/load-balancer';
import { REPOSITORY } from '../repository';
import { updateBehavior } from './rows';

interface Given {
  readonly certificate: string;
  readonly otherCertificate: string;
  readonly bucket: string;
  readonly otherBucket: string;
}

export const loadBalancer = updateBehavior({
  module: 'load-balancer',
  construct: LoadBalancer,
  given: (stack) => {
    const { id: vpcId } = new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
    new InternetGateway(stack, 'gateway', { vpcId });
    const [a, b, c] = ['a', 'b', 'c'].map(
      (zone, index) =>
        new Subnet(stack, zone, { vpcId, cidrBlock: `10.0.${index}.0/24`, availabilityZone: `eu-central-1${zone}` }).id,
    ) as [string, string, string];
    const [group, other] = ['group', 'other'].map((name) => new SecurityGroup(stack, name, { vpcId, name }).id) as [
      string,
      string,
    ];
    const certificate = (name: string): string =>
      new AcmCertificate(stack, name, { domainName: `${name}.example.com`, validationMethod: 'DNS' }).arn;
    return {
      ...{ a, b, c, group, other },
      ...{ certificate: certificate('one'), otherCertificate: certificate('two') },
      ...{ bucket: bucketOfLogs(stack, 'given-logs'), otherBucket: bucketOfLogs(stack, 'given-other-logs') },
    };
  },
  base: ({ a, b, group }) => ({
    subnetIds: [a, b],
    securityGroupIds: [group],
    certificate: { domainNames: ['example.com'] },
    deletionProtection: false,
  }),
  inputs: {
    name: { values: ['public', 'outside'] },
    subnetIds: { values: [({ a, b }) => [a, b], ({ b, c }) => [b, c]] },
    securityGroupIds: { values: [({ group }) => [group], ({ other }) => [other]] },
    certificate: {
      values: [{ domainNames: ['example.com'] }, ({ certificate }) => ({ certificateArn: certificate })],
    },
    'certificate.domainNames': { values: [['example.com'], ['example.com', '*.example.com']] },
    'certificate.certificateArn': {
      values: [({ certificate }: Given) => certificate, ({ otherCertificate }: Given) => otherCertificate],
    },
    sslPolicy: { values: ['ELBSecurityPolicy-TLS13-1-3-2021-06', 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06'] },
    deletionProtection: { values: [false, true] },
    idleTimeoutSeconds: { values: [120, 300] },
    accessLogs: { values: [{ forceDestroy: true }, { forceDestroy: true, prefix: 'public' }] },
    'accessLogs.bucketName': {
      values: [({ bucket }: Given) => bucket, ({ otherBucket }: Given) => otherBucket],
      with: { accessLogs: {} },
    },
    'accessLogs.prefix': { values: ['public', 'outside'], with: { accessLogs: {} } },
    'accessLogs.retentionInDays': { values: [30, 60], with: { accessLogs: {} } },
    'accessLogs.forceDestroy': { values: [true, false], with: { accessLogs: {} } },
    clientCertificates: { values: [{ caCertificates: authorities() }, 'passthrough'] },
  },
  replacements: 'A load balancer is minutes of polling; what replaces one is only planned.',
});

/** Name of a bucket that Elastic Load Balancing may write to. */
function bucketOfLogs(stack: EnvStack, name: string): string {
  const made = new S3Bucket(stack, name, { bucket: name });
  const writers = { Service: 'logdelivery.elasticloadbalancing.amazonaws.com', AWS: 'arn:aws:iam::054676820928:root' };
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: writers, Action: 's3:PutObject', Resource: `arn:aws:s3:::${name}/*` }],
  });
  new S3BucketPolicy(stack, `${name}-policy`, { bucket: made.id, policy });
  return name;
}

/** The certificates of the library's own example. */
function authorities(): string {
  const example = readFileSync(join(REPOSITORY, 'libs/load-balancer/examples/client-certificates.ts'), 'utf8');
  return /-----BEGIN[^]+?-----END CERTIFICATE-----/.exec(example)![0];
}
