import { ContainerRegistry } from '@restartix/container-registry';
import type { EnvStack } from '@restartix/core';
import { EcsCluster } from '@restartix/ecs-cluster';
import { CLOUDFLARE_IPV4_CIDRS, CLOUDFLARE_IPV6_CIDRS } from '@restartix/edge-cloudflare';
import { EncryptionKey } from '@restartix/encryption-key';
import { Network, type AlbIngress } from '@restartix/network';
import type { PlatformConfig } from './platform.config';
import { SERVICE_NAMES } from './services';

/** What everything else stands on: the key, the network, the cluster, the images. */
export interface Foundation {
  readonly key: EncryptionKey;
  readonly network: Network;
  readonly cluster: EcsCluster;
  readonly registry: ContainerRegistry;
  /** What a database module takes from here, whichever it is. */
  readonly forDatabase: {
    readonly kmsKeyId: string;
    readonly vpcId: string;
    readonly subnetIds: string[];
    readonly securityGroupIds: string[];
  };
}

const INGRESS: Readonly<Record<PlatformConfig['cloudflare']['ingress'], AlbIngress | undefined>> = {
  cloudflare: { ipv4Cidrs: CLOUDFLARE_IPV4_CIDRS, ipv6Cidrs: CLOUDFLARE_IPV6_CIDRS },
  everyone: undefined,
};

/** Key, network, cluster and image repositories: what everything else stands on. */
export function foundationOf(stack: EnvStack, config: PlatformConfig): Foundation {
  const key = new EncryptionKey(stack, 'encryption-key');
  const network = new Network(stack, 'network', {
    ...config.network,
    albIngress: INGRESS[config.cloudflare.ingress],
  });
  const cluster = new EcsCluster(stack, 'ecs-cluster', {
    ...config.cluster,
    privateDnsNamespace: { vpcId: network.vpcId },
  });
  const registry = new ContainerRegistry(stack, 'container-registry', {
    ...config.registry,
    kmsKeyId: key.keyArn,
    repositories: [...SERVICE_NAMES, 'pgbouncer'],
  });
  return {
    key,
    network,
    cluster,
    registry,
    forDatabase: { kmsKeyId: key.keyArn, ...network.placement('rds') },
  };
}
