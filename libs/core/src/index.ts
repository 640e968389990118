export type { Allowance } from './allowance';
export { claimName, type NameClaim } from './claim-name';
export { checkBounds, checkKnown, checkUnique, isWhole, type Bounds, type NeededNumber } from './bounds';
export { checkValues, type ValueMeanings } from './check-values';
export type { Input, Inputs } from './inputs';
export { ConfigError, checkConfig, isKnown, type ConfigProblem, type ReportProblem } from './config-error';
export { contextOf, type ArnParts, type ModuleConfig, type ModuleContext } from './context';
export type { DatabaseOutputs } from './database';
export type { DnsRecord } from './dns-record';
export {
  NOT_DEPLOYED,
  deployedImageOf,
  imageUriOf,
  isDeployed,
  whenDeployed,
  type AwaitedImage,
  type DeployedImage,
} from './deployed-image';
export { deprecated, type Deprecation } from './deprecated';
export { EnvStack, type EnvStackConfig, type StateConfig } from './env-stack';
export { EphemeralResource, type EphemeralResourceConfig } from './ephemeral-resource';
export {
  ServiceRole,
  policyDocument,
  type PolicyConditions,
  type PolicyStatement,
  type ServiceRoleConfig,
} from './iam';
export { FARGATE_MEMORY, checkFargateSize, type FargateSize } from './fargate-size';
export { ADMINISTER_KEY, THIS_KEY, checkKeyPeriods, type KeyPeriods } from './kms';
export { expression } from './expression';
export { finalSnapshotName } from './final-snapshot';
export { importFrom, type Existing } from './import-from';
export { jsonOf } from './json-of';
export { literal } from './literal';
export { LOG_RETENTION_DAYS, checkLogRetention, type LogRetentionDays } from './log-retention';
export { DEFAULT_PROJECT, fit, stableNumber } from './naming';
export { checkOpenPort, openPorts, type ListeningPort, type PortRange } from './open-ports';
export { mapValues, recordOf } from './records';
export { nameOfArn, reference, referenceInApp } from './reference';
export { originsOf } from './origins';
export { perEnvironment } from './per-environment';
export { WriteOnlySecret, generatedPassword, type GeneratedPasswordConfig, type WriteOnlySecretConfig } from './secret';
export { renamedFrom } from './renamed-from';
export { snakeCase } from './snake-case';
export { synthesize } from './synthesize';
export { PLATFORM_TAG_KEYS, type PlatformTags } from './tags';
export { warn } from './warn';
export { checkWindows, type NamedWindow, type Windows } from './windows';
