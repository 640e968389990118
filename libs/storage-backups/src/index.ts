export { backupScript, restoreScript } from './scripts';
export { SUCCESS_EVENT, SUCCESS_PATTERN } from './health';
export { StorageBackups, type StorageBackupsOutputs } from './storage-backups';
export type { BackupRetention, StorageBackupsConfig } from './storage-backups.config';
