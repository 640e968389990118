export { AppSecrets, type AppSecretsOutputs } from './app-secrets';
export { type AppSecret, type AppSecretsConfig } from './app-secrets.config';
