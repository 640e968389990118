import { ServiceDiscoveryPrivateDnsNamespace } from '@cdktf/provider-aws/lib/service-discovery-private-dns-namespace';
import type { ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import type { NamespaceConfig } from './ecs-cluster.config';

/** A namespace as services take it. */
export interface Namespace {
  readonly namespaceId: string;
  readonly namespaceArn: string;
  /** The zone, e.g. `staging.restartix.internal`. */
  readonly namespaceName: string;
}

/** The private DNS zone of the cluster's services. */
export function makeNamespace(
  scope: Construct,
  context: ModuleContext,
  { vpcId, name }: NamespaceConfig,
): ServiceDiscoveryPrivateDnsNamespace {
  return new ServiceDiscoveryPrivateDnsNamespace(scope, 'namespace', {
    name: name ?? `${context.env}.${context.project}.internal`,
    description: `Services of ${context.project} ${context.env}`,
    vpc: vpcId,
  });
}
