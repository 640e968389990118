export {
  parseJob,
  parseSecret,
  parseService,
  type JobDescription,
  type SecretDescription,
  type ServiceDescription,
  type TaskDescription,
} from './description';
export { MAX_PARAMETER_VALUE, parameterName, type DeployedEnvironment, type ParameterKind } from './parameters';
