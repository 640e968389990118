export { EncryptionKey, type EncryptionKeyOutputs } from './encryption-key';
export { type EncryptionKeyConfig, type KeyUse } from './encryption-key.config';
