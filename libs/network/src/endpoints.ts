import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcEndpointRouteTableAssociation } from '@cdktf/provider-aws/lib/vpc-endpoint-route-table-association';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { recordOf, type ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import { DEFAULT_INTERFACE_ENDPOINTS, type InterfaceEndpoint, type NetworkConfig } from './network.config';
import { REMOVED_LAST } from './removed-last';
import type { Subnets } from './subnets';

export interface Endpoints {
  /** S3 by route, free of charge. */
  readonly s3: VpcEndpoint;
  /** By service, e.g. `ecr.api`. */
  readonly interfaces: Readonly<Partial<Record<InterfaceEndpoint, VpcEndpoint>>>;
  /** Undefined without interface endpoints. */
  readonly securityGroup: SecurityGroup | undefined;
}

export interface EndpointsInput {
  readonly context: ModuleContext;
  readonly name: string;
  readonly vpc: Vpc;
  readonly subnets: Subnets;
  readonly config: NetworkConfig;
}

/** The ways to AWS services that do not leave the VPC. */
export function makeEndpoints(scope: Construct, { context, name, vpc, subnets, config }: EndpointsInput): Endpoints {
  const service = (suffix: string): string => `com.amazonaws.${context.region}.${suffix}`;
  const tags = (suffix: string): { Name: string } => ({ Name: context.name(`${name}-${suffix}`) });

  const s3 = new VpcEndpoint(scope, 'endpoint-s3', {
    vpcId: vpc.id,
    serviceName: service('s3'),
    vpcEndpointType: 'Gateway',
    tags: tags('s3'),
  });

  // Each by itself: a route table goes with its zone, and AWS cannot take one off that is gone.
  const routeTables = {
    public: subnets.publicRouteTable,
    ...Object.fromEntries(
      Object.entries(subnets.privateRouteTables).map(([zone, table]) => [`private-${zone}`, table]),
    ),
  };
  for (const [key, table] of Object.entries(routeTables)) {
    new VpcEndpointRouteTableAssociation(scope, `endpoint-s3-${key}`, { vpcEndpointId: s3.id, routeTableId: table.id });
  }

  const services = config.interfaceEndpoints ?? DEFAULT_INTERFACE_ENDPOINTS;
  if (services.length === 0) return { s3, interfaces: {}, securityGroup: undefined };
  const securityGroup = new SecurityGroup(scope, 'endpoints-sg', {
    name: context.name(`${name}-endpoints`),
    description: 'VPC endpoints: HTTPS from the VPC',
    vpcId: vpc.id,
    tags: tags('endpoints'),
    lifecycle: REMOVED_LAST,
  });
  // Everything in the VPC may ask; who may do what, IAM decides.
  new VpcSecurityGroupIngressRule(scope, 'endpoints-from-vpc', {
    securityGroupId: securityGroup.id,
    description: 'Calls to AWS services',
    cidrIpv4: config.vpcCidr,
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
  });
  const interfaces = recordOf(
    services,
    (each) =>
      new VpcEndpoint(scope, `endpoint-${each}`, {
        vpcId: vpc.id,
        serviceName: service(each),
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: Object.values(subnets.privateSubnets).map(({ id }) => id),
        securityGroupIds: [securityGroup.id],
        tags: tags(each),
      }),
  );
  return { s3, interfaces, securityGroup };
}
