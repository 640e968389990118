import type { Group } from '../check';
import { boundaryCheck, oidcCheck, pipelineRolesCheck } from './github';
import { serviceLinkedRolesCheck } from './service-linked-roles';
import { stateBucketCheck } from './state-bucket';

export const pipeline: Group = {
  name: 'state and roles',
  checks: [stateBucketCheck, serviceLinkedRolesCheck, oidcCheck, pipelineRolesCheck, boundaryCheck],
};
