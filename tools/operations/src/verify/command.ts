import { parseService } from '@restartix/core/deployments';
import { minutes, SHARED_OPTIONS } from '@restartix/kit';
import { CHECKS, findingsOf } from '../checks';
import { defineCommand } from '../command';
import type { Context } from '../context';
import { linesOf, missing, type Finding } from '../finding';
import { parametersOf } from '../parameters';
import { TIMEOUT_MINUTES, watchRollout, type Outcome } from '../rollout/watch';

const POLL_MS = { local: 200, cloud: 5000 };

const SERVING = [
  CHECKS.services,
  CHECKS.health,
  CHECKS.requests,
  CHECKS.dns,
  CHECKS.certificates,
  CHECKS.edgeCertificates,
  CHECKS.schedules,
  CHECKS.alarms,
  CHECKS.subscriptions,
];

/** Exits with 0 when everything serves, with 1 when something does not, with 2 when something could not be asked. */
export const verify = defineCommand({
  name: 'verify',
  summary: 'Waits for rollouts, and says whether the environment serves: health, DNS, certificates, alarms.',
  line: (command) =>
    command
      .option('--timeout <minutes>', 'how long to wait', minutes({ least: 0 }), TIMEOUT_MINUTES)
      .option(...SHARED_OPTIONS.json),
  run: async (context, { timeout, json }) => {
    const failures = await rolloutFindings(context, timeout);
    const findings = [...failures, ...(await findingsOf(context, SERVING))];
    if (json) context.print(JSON.stringify(findings, null, 2));
    else for (const line of findings.flatMap(linesOf)) context.print(line);
    const failed = findings.filter(({ level }) => level === 'missing').length;
    const unasked = findings.filter(({ level }) => level === 'unasked').length;
    const counts =
      failed === 0 && unasked === 0
        ? `all ${findings.length} checks passed`
        : `${failed} of ${findings.length} checks failed, ${unasked} not asked`;
    if (!json) context.print(`${context.env}: ${counts}`);
    if (failed > 0) return 1;
    return unasked > 0 ? 2 : 0;
  },
});

/** Waits until every service is stable or failed, and says why those are not that are not. */
async function rolloutFindings(context: Context, timeout: number): Promise<Finding[]> {
  const services = [...(await parametersOf(context, 'services', parseService)).values()];
  const outcomes = await watchRollout(
    context.aws.ecs,
    services.map(({ cluster, service }) => ({ cluster, name: service, taskDefinitionArn: undefined })),
    { timeoutMs: timeout * 60_000, pollMs: POLL_MS[context.target], onChange: context.say },
  );
  return outcomes.filter(({ state }) => state !== 'stable').map((outcome) => failure(context, outcome));
}

function failure({ nx, nameOf }: Context, { name, state, words, stopped }: Outcome): Finding {
  const why = stopped.map((reason) => `; a task stopped: ${reason}`).join('');
  const subject = `rollout of ${name.slice(nameOf('').length)}`;
  const logs = nx('logs', `--service=${name.slice(nameOf('').length)}`);
  return missing(subject, `${state === 'waiting' ? 'not stable yet: ' : ''}${words}${why}`, logs);
}
