import { nxCommand, shellWord } from '@restartix/kit';
import { firstError } from './diagnostics';
import { CLOUDFLARE } from '../without-cloudflare/scope';
import { describeLock, parseLockInfo } from '../state/lock-holder';
import type { Session } from './session';
import { TerraformFailure, type FailureKind } from './failure';

interface Explanation {
  readonly when: RegExp;
  readonly kind?: FailureKind;
  readonly what: (text: string, session: Session) => string;
  readonly hint: (text: string, session: Session) => string;
}

/** What Terraform says, by its own words, and what to do about it. The first that fits is used. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    // Terraform names the bucket; OpenTofu says "S3 bucket does not exist.", of the state's alone.
    when: /S3 bucket ("[^"]+" )?does not exist|NoSuchBucket/,
    kind: 'state-bucket-missing',
    what: (text, { configuration, paths }) =>
      text.includes(configuration.backend.bucket) || /S3 bucket does not exist/.test(text)
        ? `The state bucket ${configuration.backend.bucket} (${configuration.backend.region}) does not exist.`
        : `An S3 bucket that ${paths.name} needs does not exist: ${firstError(text)}`,
    hint: (_, { target }) =>
      target === 'local'
        ? 'The emulator no longer has it. Start from an empty emulator: npx nx run emulator:stop, then deploy again.'
        : 'Create it once per AWS account: npx nx run bootstrap:deploy, then npx nx run bootstrap:migrate-state. If it should exist, check that the credentials belong to the right account and the region is right.',
  },
  {
    when: /Error acquiring the state lock/,
    kind: 'locked',
    what: (text, { paths }) => {
      const lock = parseLockInfo(text);
      return lock
        ? `The state of ${paths.name} is locked: ${describeLock(lock)}.`
        : `The state of ${paths.name} cannot be locked: ${firstError(text)}`;
    },
    hint: (text, session) => {
      const lock = parseLockInfo(text);
      return lock
        ? `Nothing was changed. Wait until that run ends. If it was killed, release its lock: ${session.nx('unlock', `--id=${shellWord(lock.id)}`)}`
        : `Nothing was changed. ${session.nx('unlock')} shows who holds the lock.`;
    },
  },
  {
    when: /Unable to find remote state|does not have an attribute named\s+"cross_stack_output|SSM Parameter \(\/[^)]*\/images\//,
    kind: 'other-stack-missing',
    what: (text, { paths }) =>
      `${paths.name} takes values from another stack of ${paths.env}, which does not give them yet: ${firstError(text)}`,
    hint: (_, { paths, target }) => `Deploy the stacks in their order: ${nxCommand(paths.env, 'deploy', target)}`,
  },
  {
    when: /doesn't match any of the\s+checksums\s+previously recorded/,
    what: (text, { terraform }) =>
      `${terraform.product} got another provider than the lock file pins, and installed nothing: ${firstError(text)}`,
    hint: (_, { paths }) =>
      `Find out where it came from: a mirror or a registry that gives other bytes for a version is not to be trusted. Where the lock file is wrong, npx nx run ${paths.env}:lock-providers writes it again; review what changes.`,
  },
  {
    when: /Failed to query available provider packages|Failed to install provider|Could not retrieve the list of available versions|Could not connect to registry|Failed to resolve provider packages/i,
    what: (text, { mirror, configuration, terraform }) => {
      const wanted = Object.values(configuration.requiredProviders).map(({ source, version }) =>
        `${source} ${version ?? ''}`.trim(),
      );
      const where = mirror
        ? `the mirror ${mirror.path} does not have all of them`
        : 'no mirror on this machine has them';
      return `${terraform.product} cannot install its providers (${wanted.join(', ')}): ${where}, and the registry cannot be reached or does not have them. ${firstError(text)}`;
    },
    hint: (_, { configuration, target }) => {
      const edge = target === 'cloud' && CLOUDFLARE in configuration.requiredProviders;
      const alone = `\nOnly a :local run can skip ${CLOUDFLARE}.`;
      return `Connect to the network, or name a folder that holds registry.terraform.io/ or registry.opentofu.org/ with these versions in TF_PROVIDER_MIRROR.${edge ? alone : ''}`;
    },
  },
  {
    // After the providers: a registry, too, can refuse a connection.
    when: /connect: connection refused/,
    what: (text, { paths, emulator, terraform }) =>
      emulator
        ? `The emulator at ${emulator.url} does not respond. If it has stopped, its resources and state are gone.`
        : `Connection refused while ${terraform.product} worked on ${paths.name}: ${firstError(text)}`,
    hint: (_, { paths, emulator }) =>
      emulator
        ? `Check ${emulator.logFile} for the reason, then run npx nx run emulator:start && npx nx run ${paths.env}:deploy:local.`
        : 'Check the network, proxy and AWS_ENDPOINT_URL, then run the command again: what was applied is in the state.',
  },
  {
    when: /No valid credential sources found|failed to refresh cached credentials|InvalidClientTokenId|ExpiredToken|RequestExpired|UnrecognizedClientException/,
    what: (text) => `No valid AWS credentials. ${firstError(text)}`,
    hint: () =>
      'Sign in (aws sso login, AWS_PROFILE, or the role of your CI) and run the command again: it continues. A run whose credentials ended in the middle may have left its lock; the command then says whose it is and how to release it. The :local form of the command needs no account.',
  },
  {
    when: /Saved plan is stale/,
    what: (_, { paths }) =>
      `The plan of ${paths.name} is stale: the state has changed since. It was not applied. Nothing was changed.`,
    hint: (_, session) => `Plan again: ${session.nx('deploy')}`,
  },
  {
    when: /Instance cannot be destroyed/,
    kind: 'protected',
    what: (text) =>
      `Protected by prevent_destroy: ${protectedIn(text).join(', ') || firstError(text)}. Nothing was destroyed.`,
    hint: (_, { target }) =>
      target === 'local'
        ? 'Locally, stop the emulator instead: npx nx run emulator:stop. It takes all its resources with it.'
        : 'If it has to be destroyed, remove its prevent_destroy, deploy that, and run the command again.',
  },
];

/** The addresses that a plan may not destroy. */
export function protectedIn(text: string): string[] {
  const found = text.matchAll(/Resource\s+(\S+)\s+has\s+lifecycle\.prevent_destroy/g);
  return [...new Set([...found].map(([, address = '']) => address))];
}

/** Turns what Terraform printed into one paragraph: what failed, why, what to do, and where the whole log is. */
export function explain(session: Session, command: string, text: string, log: string): TerraformFailure {
  const known = EXPLANATIONS.find(({ when }) => when.test(text));
  const whole = `Full log: ${log}`;
  if (known) {
    return new TerraformFailure(known.what(text, session), `${known.hint(text, session)}\n${whole}`, known.kind, text);
  }
  return new TerraformFailure(
    `${session.terraform.product} ${command} failed for ${session.paths.name}. ${firstError(text)}`,
    whole,
    'other',
    text,
  );
}

/** What to say when a person ended a run that changes nothing. */
export function interrupted({ terraform, paths }: Session, command: string): TerraformFailure {
  return new TerraformFailure(
    `Interrupted: ${terraform.product} ${command} for ${paths.name} was stopped.`,
    'Nothing was changed.',
    'interrupted',
  );
}
