export {
  parseJob,
  parseService,
  type JobDescription,
  type ServiceDescription,
  type TaskDescription,
} from './description';
export { MAX_PARAMETER_VALUE, parameterName, type DeployedEnvironment, type ParameterKind } from './parameters';
