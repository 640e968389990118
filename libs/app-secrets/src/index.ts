export { AppSecrets, type AppSecretsOutputs } from './app-secrets';
export {
  type AppSecret,
  type AppSecretsConfig,
  type GeneratedSecret,
  type HandSetSecret,
  type WrittenSecret,
} from './app-secrets.config';
export { type KeyVersions } from './key-versions';
export { type SecretVariables } from './variables';
