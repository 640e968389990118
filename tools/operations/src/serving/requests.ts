import { missing, ok, type Finding } from '../finding';
import { listenersOf, loadBalancerOf, rulesOf, targetGroupsOf } from './load-balancer';
import type { Context } from '../context';

const TIMEOUT_MS = 15_000;

/** Asks each host for its health as its users would: through DNS, the edge and the load balancer. The emulator serves none. */
export async function requestFindings(context: Context): Promise<Finding[]> {
  const balancer = await loadBalancerOf(context);
  if (context.target === 'local' || !balancer) return [];
  const paths = new Map(
    (await targetGroupsOf(context, balancer)).map(({ TargetGroupArn, HealthCheckPath }) => [
      TargetGroupArn,
      HealthCheckPath,
    ]),
  );
  const rules = (
    await Promise.all((await listenersOf(context, balancer)).map((each) => rulesOf(context, each)))
  ).flat();
  const hosts = rules.flatMap(({ Conditions = [], Actions = [] }) => {
    const path = paths.get(Actions.find(({ TargetGroupArn }) => TargetGroupArn)?.TargetGroupArn);
    const names = Conditions.flatMap(({ HostHeaderConfig }) => HostHeaderConfig?.Values ?? []);
    // A name with a wildcard is that of nobody in particular.
    return path === undefined ? [] : names.filter((name) => !/[*?]/.test(name)).map((name) => `https://${name}${path}`);
  });
  return Promise.all([...new Set(hosts)].map((url) => request(context, url)));
}

async function request({ nx }: Context, url: string): Promise<Finding> {
  const subject = `request to ${url}`;
  try {
    const { status } = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return status < 400 ? ok(subject, String(status)) : missing(subject, `answered ${status}`, nx('logs'));
  } catch (error) {
    const { cause, message } = error as Error;
    return missing(
      subject,
      cause instanceof Error ? cause.message : message,
      `the lines above name what is missing; ${nx('urls')}`,
    );
  }
}
