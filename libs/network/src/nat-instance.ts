import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { NetworkInterface } from '@cdktf/provider-aws/lib/network-interface';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { ServiceRole, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { Construct } from 'constructs';
import { Fn } from 'cdktf';
import type { Nat, NatInput } from './nat';
import { natUserData } from './nat-user-data';

// EC2 resolves the parameter at each launch, so a replacement gets the newest image and no plan ever shows it.
const NEWEST_IMAGE = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

/**
 * A NAT instance that replaces itself. An Auto Scaling group keeps one instance alive; the instance takes a fixed
 * network interface when it boots. The interface is the routes' target and holds the Elastic IP, so neither changes when
 * the instance does. Private subnets are without a way out for the one to three minutes in between.
 */
export class NatInstance extends Construct implements Nat {
  readonly eip: Eip;
  readonly routeTarget: { readonly networkInterfaceId: string };
  readonly networkInterface: NetworkInterface;
  readonly securityGroup: SecurityGroup;
  readonly role: ServiceRole;
  readonly launchTemplate: LaunchTemplate;
  readonly autoscalingGroup: AutoscalingGroup;

  constructor(scope: Construct, id: string, { context, name, zone, vpc, subnets, config }: NatInput) {
    super(scope, id);
    const fullName = context.name(`${name}-nat-${zone}`);
    const { instanceType = 't4g.nano', imageId = NEWEST_IMAGE } = config.natInstance ?? {};
    const tags = { Name: fullName };

    this.securityGroup = natSecurityGroup(this, { vpcId: vpc.id, vpcCidr: config.vpcCidr, fullName });
    this.networkInterface = new NetworkInterface(this, 'interface', {
      subnetId: subnets.publicSubnets[zone]!.id,
      securityGroups: [this.securityGroup.id],
      // It forwards what is not addressed to it.
      sourceDestCheck: false,
      description: `Fixed address of ${fullName}`,
      tags,
    });
    this.eip = new Eip(this, 'ip', {
      domain: 'vpc',
      networkInterface: this.networkInterface.id,
      tags,
      dependsOn: [subnets.internetRoute],
    });
    this.role = new ServiceRole(this, 'role', context, {
      name: context.name(`${name}-nat-${zone}`, 64),
      description: 'NAT instance: takes its fixed network interface, answers to Session Manager',
      service: 'ec2.amazonaws.com',
      sourceConditions: false,
      policies: { 'take-interface': takeInterface(context, this.networkInterface.id, fullName) },
      managedPolicyArns: { ssm: `arn:${context.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore` },
    });
    const profile = new IamInstanceProfile(this, 'profile', { name: this.role.role.name, role: this.role.role.name });

    this.launchTemplate = new LaunchTemplate(this, 'template', {
      name: context.name(`${name}-nat-${zone}`, 125),
      imageId,
      instanceType,
      updateDefaultVersion: true,
      iamInstanceProfile: { arn: profile.arn },
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      // The first interface is for the instance itself: to reach EC2 and take the second one.
      networkInterfaces: [
        {
          deviceIndex: 0,
          associatePublicIpAddress: 'true',
          deleteOnTermination: 'true',
          securityGroups: [this.securityGroup.id],
        },
      ],
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeType: 'gp3', volumeSize: 8, encrypted: 'true', deleteOnTermination: 'true' },
        },
      ],
      // The provider's default tags reach the template, not what is launched from it.
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({
        resourceType,
        tags: { ...context.tags, ...tags },
      })),
      userData: Fn.base64encode(
        Fn.rawString(natUserData({ interfaceId: this.networkInterface.id, region: context.region })),
      ),
      tags,
    });
    this.autoscalingGroup = new AutoscalingGroup(this, 'group', {
      name: fullName,
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      vpcZoneIdentifier: [subnets.publicSubnets[zone]!.id],
      launchTemplate: { id: this.launchTemplate.id, version: this.launchTemplate.latestVersion.toString() },
      healthCheckType: 'EC2',
      // There is one interface to take, so the old instance goes before the new one comes.
      instanceRefresh: { strategy: 'Rolling', preferences: { minHealthyPercentage: 0 } },
      tag: Object.entries({ ...context.tags, ...tags }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      dependsOn: [this.eip, ...Object.values(this.role.policies)],
    });
    this.routeTarget = { networkInterfaceId: this.networkInterface.id };
  }
}

function natSecurityGroup(
  scope: Construct,
  { vpcId, vpcCidr, fullName }: { vpcId: string; vpcCidr: string; fullName: string },
): SecurityGroup {
  const group = new SecurityGroup(scope, 'security-group', {
    name: fullName,
    description: 'NAT: in from the VPC, out to everywhere',
    vpcId,
    tags: { Name: fullName },
  });
  new VpcSecurityGroupIngressRule(scope, 'from-vpc', {
    securityGroupId: group.id,
    description: 'What private subnets send out',
    cidrIpv4: vpcCidr,
    ipProtocol: '-1',
  });
  new VpcSecurityGroupEgressRule(scope, 'to-internet', {
    securityGroupId: group.id,
    description: 'Passed on to the internet',
    cidrIpv4: '0.0.0.0/0',
    ipProtocol: '-1',
  });
  return group;
}

/** Attaching names both ends: this one interface, and an instance that carries the NAT's name. */
function takeInterface(context: ModuleContext, interfaceId: string, name: string): PolicyStatement[] {
  const ec2 = (resource: string): string => context.arn({ service: 'ec2', resource });
  return [
    { actions: ['ec2:AttachNetworkInterface'], resources: [ec2(`network-interface/${interfaceId}`)] },
    {
      actions: ['ec2:AttachNetworkInterface'],
      resources: [ec2('instance/*')],
      conditions: { StringEquals: { 'ec2:ResourceTag/Name': name } },
    },
  ];
}
