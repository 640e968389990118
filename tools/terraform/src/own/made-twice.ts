import type { PlanReport } from '@restartix/plan-report';
import { say } from '../cli/say';
import type { Session } from '../run/session';
import { stateIds } from '../state/resources';
import { ownFinder } from './find-own';

/**
 * What AWS makes a second one of when the SDK repeats a call whose answer was lost: the state has the second, and nobody the first.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
export const MADE_TWICE: readonly string[] = ['aws_eip', 'aws_internet_gateway', 'aws_kms_key', 'aws_vpc'];

/** After an apply: says what is there beside what it created, with the command that removes it. */
export async function sayMadeTwice(
  session: Session,
  { changes }: Pick<PlanReport, 'changes'>,
  since: Date,
  find = ownFinder(session, { recorded: () => stateIds(session) }),
): Promise<void> {
  const created = changes.filter(({ type, action }) => action === 'create' && MADE_TWICE.includes(type));
  if (created.length === 0) return;
  const left = await find.candidates({ changes: created }, since);
  if (left.length === 0) return;
  say(
    [
      'Made twice: AWS has these beside what was created, with the same tags and name, and the state does not have them. An answer of AWS was lost, and the call repeated. Remove them:',
      ...left.flatMap(({ to, found }) => found.map(({ id, remove }) => `  ${to}: ${remove ?? id}`)),
    ].join('\n'),
  );
}
