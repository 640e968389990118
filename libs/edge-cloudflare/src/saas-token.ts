import { AccountToken } from '@cdktf/provider-cloudflare/lib/account-token';
import { DataCloudflareAccountApiTokenPermissionGroupsList } from '@cdktf/provider-cloudflare/lib/data-cloudflare-account-api-token-permission-groups-list';
import { WriteOnlySecret, expression, jsonOf, type ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import type { EdgeCloudflareConfig } from './edge-cloudflare.config';

/** Custom Hostnames belong to this group of Cloudflare's permissions. */
export const PERMISSION = 'SSL and Certificates Write';

export interface SaasToken {
  readonly secret: WriteOnlySecret;
  /** Undefined for a token that comes from elsewhere. */
  readonly token: AccountToken | undefined;
}

/** The token by which the application manages customers' domains, in a secret that is plain AWS. */
export function makeSaasToken(scope: Construct, context: ModuleContext, config: EdgeCloudflareConfig): SaasToken {
  const { token = 'managed', tokenVersion = 1 } = config;
  const managed = token === 'managed' ? makeAccountToken(scope, context, config, tokenVersion) : undefined;
  const secret = new WriteOnlySecret(scope, 'token', {
    name: context.path('cloudflare-saas'),
    description: 'Cloudflare API token for Custom Hostnames',
    values: managed && { CLOUDFLARE_API_TOKEN: managed.value },
    valuesVersion: managed && tokenVersion,
    kmsKeyId: config.kmsKeyId,
    recoveryWindowInDays: config.secretRecoveryWindowInDays,
  });
  return { secret, token: managed };
}

function makeAccountToken(
  scope: Construct,
  context: ModuleContext,
  { cloudflareAccountId: accountId, cloudflareZoneId }: EdgeCloudflareConfig,
  version: number,
): AccountToken {
  // All of them, found by name here: the provider encodes a name in its request twice.
  const groups = new DataCloudflareAccountApiTokenPermissionGroupsList(scope, 'permission-groups', { accountId });
  const group = expression(
    groups,
    () =>
      `one([for group in data.${groups.terraformResourceType}.${groups.friendlyUniqueId}.result : group.id if group.name == "${PERMISSION}"])`,
  );
  return new AccountToken(scope, `api-token-v${version}`, {
    accountId,
    name: context.name(`custom-hostnames-v${version}`),
    policies: [
      {
        effect: 'allow',
        permissionGroups: [{ id: group }],
        // Text, without spaces and with one key, as Cloudflare answers it: otherwise the token is made again and again.
        resources: jsonOf({ [`com.cloudflare.api.account.zone.${cloudflareZoneId}`]: '*' }),
      },
    ],
    lifecycle: { createBeforeDestroy: true },
  });
}
