import { TIMEOUT_MINUTES, type Outcome } from '@restartix/operations';
import { SNSClient } from '@aws-sdk/client-sns';
import { readJson } from '../../environment/configuration';
import { rolloutOf } from '../../rollout/of-session';
import type { Session } from '../../run/session';
import { stateAttributes } from '../../state/resources';
import type { Finding } from '../../verify/finding';
import { configuredSubscriptions, subscriptionFindings } from '../../verify/subscriptions';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';
import { say } from '../say';

/** Says whether an environment does what it is for, a line for each thing. Exits with 1 where something does not. */
export async function verify(options: Options): Promise<number> {
  const { session } = await openEnvironment(options);
  const outcomes = await rolloutOf(session, options.timeout ?? TIMEOUT_MINUTES, say);
  const findings = [...outcomes.map(ofRollout), ...(await subscriptions(session))];
  for (const { ok, words, fix } of findings) {
    console.log(`${ok ? 'ok    ' : 'failed'}  ${words}`);
    if (fix !== undefined) console.log(`        fix: ${fix}`);
  }
  const failed = findings.filter(({ ok }) => !ok).length;
  console.log(
    `${options.env}: ${failed === 0 ? `all ${findings.length} checks passed` : `${failed} of ${findings.length} checks failed`}`,
  );
  return failed === 0 ? 0 : 1;
}

function ofRollout({ name, state, words, stopped }: Outcome): Finding {
  const why = stopped.map((reason) => `; a task stopped: ${reason}`).join('');
  return {
    ok: state === 'stable',
    words: `service ${name}: ${state === 'waiting' ? 'not stable yet: ' : ''}${words}${why}`,
    ...(state === 'stable'
      ? {}
      : { fix: 'Read its log (/ecs/… in CloudWatch), fix image or configuration, and deploy again.' }),
  };
}

async function subscriptions(session: Session): Promise<Finding[]> {
  const configured = configuredSubscriptions(readJson(session.paths));
  if (configured.length === 0) return [];
  const arns = await stateAttributes(session, 'aws_sns_topic', 'arn');
  return subscriptionFindings(new SNSClient(session.sdk), configured, arns);
}
