export { DatabaseAuroraServerless, type DatabaseAuroraServerlessOutputs } from './database-aurora-serverless';
export {
  type CertificateAuthority,
  type DatabaseAuroraServerlessConfig,
  type ReaderConfig,
} from './database-aurora-serverless.config';
