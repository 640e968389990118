import type { RunDetails } from '@restartix/plan-report';
import type { Session } from '../run/session';
import { allowFlags } from './allow-flags';
import type { Options } from './options';

type Asked = Pick<Options, 'target' | 'allowed' | 'production'>;
type Environment = Readonly<Record<string, string | undefined>>;

/** How a run was asked for: whoever approves its plan sees what it was given. Undefined when there is nothing to say. */
export function runDetails(
  { target, allowed, production }: Asked,
  { configuration }: Pick<Session, 'configuration'>,
  environment: Environment = process.env,
): RunDetails | undefined {
  const flags = [
    ...(production ? ['--production'] : []),
    ...allowFlags(allowed),
    ...configuration.allowances.map(
      ({ address, until, reason }) => `in code until ${until}: loss or outage of ${address}, ${reason}`,
    ),
  ];
  const isCloud = target === 'cloud';
  const askedBy = isCloud ? (environment['GITHUB_TRIGGERING_ACTOR'] ?? environment['GITHUB_ACTOR']) : undefined;
  const account = isCloud ? configuration.accounts.join(', ') : undefined;
  if (flags.length === 0 && !askedBy && !account) return undefined;
  return { flags, ...(askedBy ? { askedBy } : {}), ...(account ? { account } : {}) };
}
