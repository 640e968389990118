import type { Row } from './consequence';
import { away, destroyed, oldFirst, turnedInPlace } from './conditions';

const ECS = 'https://docs.aws.amazon.com/AmazonECS/latest';

/** Services, their names in the VPC, and the roles that they run with. A deployment of a service interrupts nothing: it is rolling. */
export const SERVICE_ROWS: readonly Row[] = [
  {
    id: 'service-gone',
    types: ['aws_ecs_service'],
    kind: 'interrupted',
    when: destroyed,
    text: 'the service stops',
    lasts: 'not documented',
    source: `${ECS}/APIReference/API_DeleteService.html`,
  },
  {
    id: 'service-replaced',
    types: ['aws_ecs_service'],
    kind: 'interrupted',
    when: oldFirst,
    text: 'the service stops, and answers again when tasks of the new one are healthy',
    lasts: 'not documented',
    source: `${ECS}/APIReference/API_DeleteService.html`,
  },
  {
    id: 'service-scaled-to-none',
    types: ['aws_ecs_service'],
    kind: 'interrupted',
    when: turnedInPlace('desired_count', 0),
    text: 'no task of the service runs',
    lasts: 'until it is changed back',
    source: `${ECS}/APIReference/API_UpdateService.html`,
  },
  {
    id: 'service-held-at-none',
    types: ['aws_appautoscaling_target'],
    kind: 'interrupted',
    when: turnedInPlace('max_capacity', 0),
    text: 'its service is scaled to no task at all',
    lasts: 'until it is changed back',
    source: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',
  },
  {
    id: 'cluster-away',
    types: ['aws_ecs_cluster'],
    kind: 'interrupted',
    when: away,
    text: 'its services stop first: a cluster is deleted when nothing runs in it',
    lasts: 'not documented',
    source: `${ECS}/APIReference/API_DeleteCluster.html`,
  },
  {
    id: 'discovery-away',
    types: ['aws_service_discovery_service', 'aws_service_discovery_private_dns_namespace'],
    kind: 'interrupted',
    when: away,
    text: 'its name no longer resolves in the VPC',
    lasts: 'not documented',
    source: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteService.html',
  },
  {
    id: 'role-replaced',
    types: ['aws_iam_role'],
    kind: 'interrupted',
    when: oldFirst,
    text: 'what runs with the role may do nothing until it has the new one',
    lasts: 'not documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
  },
  {
    id: 'login-away',
    types: ['aws_iam_openid_connect_provider'],
    kind: 'interrupted',
    when: away,
    text: 'no workflow can assume a role of this account',
    lasts: 'not documented',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html',
  },
];
