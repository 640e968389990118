import { TfstateBackend } from '@restartix/tfstate-backend';
import { updateBehavior } from './rows';

export const tfstateBackend = updateBehavior({
  module: 'tfstate-backend',
  construct: TfstateBackend,
  base: { removal: 'removable' },
  inputs: {
    bucketName: { values: ['acme-terraform-state', 'globex-terraform-state'] },
    lockTableName: { values: ['acme-terraform-lock', 'globex-terraform-lock'] },
    removal: { values: ['removable', 'protected'] },
    noncurrentVersionDays: { values: [180, 240] },
    noncurrentVersionsKept: { values: [50, 60] },
  },
});
