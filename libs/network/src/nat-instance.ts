import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { NetworkInterface } from '@cdktf/provider-aws/lib/network-interface';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { ServiceRole, isKnown, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { Fn, Op, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { NatInput, RouteTarget } from './nat-input';
import { natUserData } from './nat-user-data';
import { REMOVED_LAST } from './removed-last';

// EC2 resolves the parameter at each launch, so a replacement gets the newest image and no plan ever shows it.
const NEWEST_IMAGE = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

// With the newest image, its patches are this old at most.
const MAX_LIFETIME_DAYS = 30;

const DAY_IN_SECONDS = 24 * 60 * 60;

/**
 * A NAT instance that replaces itself. An Auto Scaling group keeps one instance alive, and each instance starts on the
 * same network interface. The interface is the routes' target and holds the Elastic IP, so neither changes when the
 * instance does. Private subnets are without a way out for the one to three minutes in between.
 */
export class NatInstance extends Construct {
  readonly strategy = 'nat-instance';
  readonly eip: Eip;
  /** Where a private route table sends what is not for the VPC. */
  readonly routeTarget: RouteTarget;
  readonly networkInterface: NetworkInterface;
  readonly securityGroup: SecurityGroup;
  readonly role: ServiceRole;
  readonly launchTemplate: LaunchTemplate;
  /** Its metric GroupInServiceInstances is 0 while there is no NAT. */
  readonly autoscalingGroup: AutoscalingGroup;

  constructor(scope: Construct, id: string, { context, name, zone, vpc, subnets, config }: NatInput) {
    super(scope, id);
    const fullName = context.name(`${name}-nat-${zone}`);
    const tags = { Name: fullName };
    const { instanceType = 't4g.nano', imageId = NEWEST_IMAGE, ...nat } = config.natInstance ?? {};
    const { maxLifetimeDays = imageId === NEWEST_IMAGE ? MAX_LIFETIME_DAYS : null } = nat;

    const { group, rules } = makeNatSecurityGroup(this, { vpcId: vpc.id, vpcCidr: config.vpcCidr, fullName });
    this.securityGroup = group;
    this.networkInterface = new NetworkInterface(this, 'interface', {
      subnetId: subnets.publicSubnets[zone]!.id,
      securityGroups: [group.id],
      // It forwards what is not addressed to it.
      sourceDestCheck: false,
      description: `Fixed address of ${fullName}`,
      tags,
      // A group of another name cannot start its instance on an interface that the old one's still has.
      lifecycle: {
        ...REMOVED_LAST,
        replaceTriggeredBy: [`${group.terraformResourceType}.${group.friendlyUniqueId}.id`],
      },
    });
    this.eip = new Eip(this, 'ip', {
      domain: 'vpc',
      networkInterface: this.networkInterface.id,
      tags,
      dependsOn: [subnets.internetRoute],
    });
    this.role = new ServiceRole(this, 'role', context, {
      name: context.name(`${name}-nat-${zone}`, 64),
      description: 'NAT instance: Session Manager, nothing else',
      service: 'ec2.amazonaws.com',
      sourceConditions: false,
      policies: { 'session-manager': sessionManager(context) },
    });
    const profile = new IamInstanceProfile(this, 'profile', { name: this.role.role.name, role: this.role.role.name });

    this.launchTemplate = new LaunchTemplate(this, 'template', {
      name: context.name(`${name}-nat-${zone}`, 125),
      imageId,
      instanceType,
      updateDefaultVersion: true,
      iamInstanceProfile: { arn: profile.arn },
      // Gives the interface back at once when the instance shuts itself down.
      instanceInitiatedShutdownBehavior: 'terminate',
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: this.networkInterface.id }],
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeType: 'gp3', volumeSize: 8, encrypted: 'true', deleteOnTermination: 'true' },
        },
      ],
      // The provider's default tags reach the template, not what is launched from it.
      tagSpecifications: ['instance', 'volume'].map((resourceType) => ({
        resourceType,
        tags: { ...context.tags, ...tags },
      })),
      userData: Fn.base64encode(Fn.rawString(natUserData(config.vpcCidr))),
      tags,
    });
    this.autoscalingGroup = new AutoscalingGroup(this, 'group', {
      name: fullName,
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      // The interface says which subnet; a group may name a subnet or an interface, not both.
      availabilityZones: [zone],
      launchTemplate: { id: this.launchTemplate.id, version: this.launchTemplate.latestVersion.toString() },
      healthCheckType: 'EC2',
      maxInstanceLifetime: maxLifetimeDays === null ? undefined : inSeconds(maxLifetimeDays),
      enabledMetrics: ['GroupInServiceInstances'],
      metricsGranularity: '1Minute',
      // There is one interface to take, so the old instance goes before the new one comes.
      instanceRefresh: { strategy: 'Rolling', preferences: { minHealthyPercentage: 0 } },
      tag: Object.entries({ ...context.tags, ...tags }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      // It installs nftables when it boots: everything on its way out is there by then.
      dependsOn: [this.eip, subnets.publicRouting[zone]!, ...rules],
      lifecycle: REMOVED_LAST,
    });
    // The interface forwards nothing without the instance.
    this.routeTarget = { networkInterfaceId: this.networkInterface.id, dependsOn: [this.autoscalingGroup] };
  }
}

/**
 * What a session needs of the instance. AWS's own policy for it, AmazonSSMManagedInstanceCore, reads every parameter of the
 * account besides. The actions on channels know no resource.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
function sessionManager(context: ModuleContext): PolicyStatement[] {
  return [
    {
      sid: 'RegisterInstance',
      actions: ['ssm:UpdateInstanceInformation'],
      resources: [context.arn({ service: 'ec2', resource: 'instance/*' })],
    },
    {
      sid: 'OpenSessions',
      actions: ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
        (action) => `ssmmessages:${action}`,
      ),
      resources: ['*'],
    },
  ];
}

interface NatSecurityGroup {
  readonly group: SecurityGroup;
  readonly rules: readonly (VpcSecurityGroupIngressRule | VpcSecurityGroupEgressRule)[];
}

function makeNatSecurityGroup(
  scope: Construct,
  { vpcId, vpcCidr, fullName }: { vpcId: string; vpcCidr: string; fullName: string },
): NatSecurityGroup {
  const group = new SecurityGroup(scope, 'security-group', {
    name: fullName,
    description: 'NAT: in from the VPC, out to everywhere',
    vpcId,
    tags: { Name: fullName },
  });
  const everything = { securityGroupId: group.id, ipProtocol: '-1' };
  return {
    group,
    rules: [
      new VpcSecurityGroupIngressRule(scope, 'from-vpc', {
        ...everything,
        description: 'What private subnets send out',
        cidrIpv4: vpcCidr,
      }),
      new VpcSecurityGroupEgressRule(scope, 'to-internet', {
        ...everything,
        description: 'Passed on to the internet',
        cidrIpv4: '0.0.0.0/0',
      }),
    ],
  };
}

function inSeconds(days: number): number {
  return isKnown(days) ? days * DAY_IN_SECONDS : Token.asNumber(Op.mul(days, DAY_IN_SECONDS));
}
