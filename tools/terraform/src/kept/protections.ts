import { ToolError } from '@restartix/kit';
import type { StateResource } from '../state/resources';

/** By type, the attribute for which AWS refuses to delete something. */
const PROTECTIONS: Readonly<Record<string, string>> = {
  aws_db_instance: 'deletion_protection',
  aws_rds_cluster: 'deletion_protection',
  aws_lb: 'enable_deletion_protection',
  aws_dynamodb_table: 'deletion_protection_enabled',
};

/** A destroy that AWS refuses for one resource has destroyed many others by then. @throws ToolError */
export function refuseProtected(env: string, state: readonly StateResource[]): void {
  const refused = state.flatMap(({ type, name, instances }) => {
    const protection = PROTECTIONS[type];
    return protection !== undefined && instances.some(({ attributes = {} }) => attributes[protection] === true)
      ? [`${type}.${name} (${protection})`]
      : [];
  });
  if (refused.length === 0) return;
  throw new ToolError(
    `${env} is protected: AWS refuses to delete ${refused.join(', ')}. Nothing was destroyed.`,
    `Turn the protection off in apps/${env}/src/config.ts, deploy, then destroy: docs/runbook.md has the order.`,
  );
}
