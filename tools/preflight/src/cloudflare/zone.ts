import type { Check } from '../check';
import type { Context } from '../context';
import { failure, ok, type Finding } from '../finding';
import { askCloudflare, mustAskCloudflare } from './ask';
import { limitsOf, PHASES, type Plan } from './plans';
import { zonesOf } from './zones';

interface Zone {
  readonly name: string;
  readonly status: string;
  readonly account: { readonly id: string };
  readonly plan: { readonly legacy_id: string };
}

const DASHBOARD = 'https://dash.cloudflare.com';

export const zoneCheck: Check = {
  subject: 'zone',
  concerns: ({ synthesis }) => zonesOf(synthesis).length > 0,
  run: async (context) => (await Promise.all(zonesOf(context.synthesis).map((id) => zone(context, id)))).flat(),
};

async function zone(context: Context, id: string): Promise<Finding[]> {
  const subject = `zone ${id}`;
  const missing = failure(
    subject,
    'does not exist, or the token may not see it',
    `correct cloudflare.zoneId in apps/${context.env}/src/config.ts, or give the token Zone Read`,
  );
  const first = await askCloudflare(context, `/zones/${id}`);
  // https://developers.cloudflare.com/api/resources/zones/methods/get/: foreign and missing zones are not told apart
  if (first.status === 403 || first.status === 404) return [missing];
  const { name, status, account, plan } = (await mustAskCloudflare(context, `/zones/${id}`, 'Zone Read'))
    .result as Zone;
  const accounts = [...new Set(context.synthesis.texts('cloudflare_account_token', 'account_id'))];
  return [
    status === 'active'
      ? ok(`zone ${name}`, `is active, on the plan ${plan.legacy_id}`)
      : failure(
          `zone ${name}`,
          `is ${status}: nobody is led to it yet`,
          'set the registrar’s name servers to those that Cloudflare names',
        ),
    ...accounts
      .filter((each) => each !== account.id)
      .map((each) =>
        failure(`zone ${name}`, `belongs to account ${account.id}, not to ${each}`, 'correct cloudflare.accountId'),
      ),
    ...limits(context, name, plan.legacy_id as Plan),
  ];
}

/** What the plan includes against what the environment has. */
function limits({ synthesis }: Context, zoneName: string, plan: Plan): Finding[] {
  const included = limitsOf(plan);
  if (!included) return [];
  const rules = synthesis.all('cloudflare_ruleset').map((each) => ({
    kind: PHASES[String(each['phase'])],
    count: Array.isArray(each['rules']) ? each['rules'].length : 0,
  }));
  const counts = [
    ...rules.flatMap(({ kind, count }) => (kind ? [{ kind, count }] : [])),
    { kind: 'page rules' as const, count: synthesis.count('cloudflare_page_rule') },
  ];
  return counts
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => {
      const words = `needs ${count}, the plan ${plan} includes ${included[kind]}`;
      return count <= included[kind]
        ? ok(`${kind} of ${zoneName}`, words)
        : failure(`${kind} of ${zoneName}`, words, `upgrade the zone at ${DASHBOARD}, or have fewer`);
    });
}
