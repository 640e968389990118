export { EncryptionKey, type EncryptionKeyOutputs } from './encryption-key';
export { type EncryptionKeyConfig, type KeyUse, type Publisher } from './encryption-key.config';
