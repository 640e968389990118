export { BackupCopy, type BackupCopyOutputs } from './backup-copy';
export type { BackupCopyConfig } from './backup-copy.config';
export type { BackupCopyTarget } from './copy.config';
export { backupScript, imageCheckScript, restoreScript } from './scripts';
export { SUCCESS_EVENT, SUCCESS_PATTERN } from './health';
export type { BackupEncryptionKeys } from './encryption-keys';
export { StorageBackups, type RestoreJob, type StorageBackupsOutputs } from './storage-backups';
export type { BackupRetention, StorageBackupsConfig } from './storage-backups.config';
