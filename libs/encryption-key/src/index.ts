export { EncryptionKey } from './encryption-key';
export { type EncryptionKeyConfig } from './encryption-key.config';
