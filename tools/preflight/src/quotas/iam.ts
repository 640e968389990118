import { GetAccountSummaryCommand, paginateListRoles } from '@aws-sdk/client-iam';
import { all, ask } from '../ask';
import type { Check } from '../check';
import type { Synthesis } from '../synthesis';
import { failure, ok, type Finding } from '../finding';
import { countsOf, highest } from './counts';
import { increase } from './service-quotas';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const iamCheck: Check = {
  subject: 'IAM roles and policies',
  concerns: ({ synthesis }) => synthesis.count('aws_iam_role', 'aws_iam_policy') > 0,
  run: async ({ aws: { iam }, synthesis }) => {
    // IAM counts them itself, and knows the account's own limits.
    const summary = await ask('iam:GetAccountSummary', () => iam.send(new GetAccountSummaryCommand({})));
    const {
      Roles = 0,
      RolesQuota,
      Policies = 0,
      PoliciesQuota,
      AttachedPoliciesPerRoleQuota,
    } = summary.SummaryMap ?? {};
    const own = new Set(synthesis.texts('aws_iam_role', 'name'));
    const roles = await all('iam:ListRoles', paginateListRoles({ client: iam }, {}), (page) => page.Roles);
    const ownRoles = roles.filter(({ RoleName = '' }) => own.has(RoleName)).length;
    return [
      judged('IAM roles', synthesis.count('aws_iam_role'), Roles - ownRoles, RolesQuota, 'L-FE177D64'),
      judged('IAM policies', synthesis.count('aws_iam_policy'), Policies, PoliciesQuota, 'L-E95E4862'),
      judged(
        'managed policies of one role',
        highestAttachmentCount(synthesis),
        undefined,
        AttachedPoliciesPerRoleQuota,
        'L-0DA4ABF3',
      ),
    ].flatMap((finding) => finding ?? []);
  },
};

function judged(
  subject: string,
  needs: number,
  others: number | undefined,
  quota: number | undefined,
  code: string,
): Finding | undefined {
  if (needs === 0 || quota === undefined) return undefined;
  const words = `needs ${needs}${others === undefined ? '' : `, others use ${others}`}, quota ${quota}`;
  const wanted = needs + (others ?? 0);
  if (wanted <= quota) return ok(subject, words);
  return failure(subject, words, increase({ service: 'iam', code }, wanted, 'us-east-1'));
}

/** The most policies that are attached to one role. */
function highestAttachmentCount(synthesis: Synthesis): number {
  return highest(countsOf(synthesis.all('aws_iam_role_policy_attachment').map(({ role }) => String(role))));
}
