import { firstError } from './diagnostics';
import { EDGE_PROVIDER } from '../without-cloudflare/scope';
import { TerraformToolError, type ErrorKind } from './errors';
import { describeLock, parseLockInfo } from '../state/lock-holder';
import type { Session } from './session';

interface Explanation {
  readonly when: RegExp;
  readonly kind?: ErrorKind;
  readonly what: (text: string, session: Session) => string;
  readonly mend: (text: string, session: Session) => string;
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
        : `An S3 bucket that ${paths.env} needs does not exist: ${firstError(text)}`,
    mend: (_, { target }) =>
      target === 'local'
        ? 'The emulator lost it. Start from an empty emulator: npx nx run emulator:stop, then deploy again.'
        : 'Make it once per AWS account: npx nx run bootstrap:deploy, then npx nx run bootstrap:migrate-state. If it should exist, check that the credentials belong to the right account and the region is right.',
  },
  {
    when: /Error acquiring the state lock/,
    kind: 'locked',
    what: (text, { paths }) => {
      const lock = parseLockInfo(text);
      return lock
        ? `The state of ${paths.env} is locked: ${describeLock(lock)}.`
        : `The state of ${paths.env} cannot be locked: ${firstError(text)}`;
    },
    mend: (text, session) => {
      const lock = parseLockInfo(text);
      return lock
        ? `Nothing was changed. Wait until that run ends. If it was killed and cannot end, release its lock: ${session.nx('unlock', `--id=${lock.id}`)}`
        : `Nothing was changed. ${session.nx('unlock')} says who holds the lock.`;
    },
  },
  {
    when: /Failed to query available provider packages|Failed to install provider|Could not retrieve the list of available versions|Could not connect to registry|Failed to resolve provider packages/i,
    what: (text, { mirror, configuration, terraform }) => {
      const wanted = Object.values(configuration.requiredProviders).map(({ source, version }) =>
        `${source} ${version ?? ''}`.trim(),
      );
      const where = mirror ? `the mirror ${mirror.path} does not have all of it` : 'no mirror on this machine has it';
      return `${terraform.product} cannot get its providers (${wanted.join(', ')}): ${where}, and the registry does not give it. ${firstError(text)}`;
    },
    mend: (_, { configuration, target }) => {
      const edge = target === 'cloud' && EDGE_PROVIDER in configuration.requiredProviders;
      const alone = `\nOnly a :local run goes on without ${EDGE_PROVIDER}.`;
      return `Connect to the network, or name a folder that holds registry.terraform.io/ or registry.opentofu.org/ with these versions in TF_PROVIDER_MIRROR.${edge ? alone : ''}`;
    },
  },
  {
    // After the providers: a registry, too, can refuse a connection.
    when: /connect: connection refused/,
    what: (text, { paths, emulator, terraform }) =>
      emulator
        ? `The emulator at ${emulator.url} does not answer. Its resources and the state in it are gone if it ended.`
        : `A connection was refused while ${terraform.product} worked on ${paths.env}: ${firstError(text)}`,
    mend: (_, { paths, emulator }) =>
      emulator
        ? `Look into ${emulator.logFile} for the reason, then run npx nx run emulator:start && npx nx run ${paths.env}:deploy:local.`
        : 'Check the network, proxy and AWS_ENDPOINT_URL, then run the command again: what was applied is in the state.',
  },
  {
    when: /No valid credential sources found|failed to refresh cached credentials|InvalidClientTokenId|ExpiredToken|UnrecognizedClientException/,
    what: (text) => `There are no valid AWS credentials. ${firstError(text)}`,
    mend: () =>
      'Sign in (aws sso login, AWS_PROFILE, or the role of your CI) and run the command again. The :local form of the command needs no account.',
  },
  {
    when: /Saved plan is stale/,
    what: (_, { paths }) =>
      `The state of ${paths.env} moved on after the plan was made, so the plan was not applied. Nothing was changed.`,
    mend: (_, session) => `Plan again: ${session.nx('deploy')}`,
  },
  {
    when: /Instance cannot be destroyed/,
    what: (text) => {
      const protectedOnes = [...text.matchAll(/Resource\s+(\S+)\s+has\s+lifecycle\.prevent_destroy/g)].map(
        ([, address]) => address,
      );
      return `Protected against destruction: ${[...new Set(protectedOnes)].join(', ') || firstError(text)}. Nothing was destroyed.`;
    },
    mend: (_, { target }) =>
      target === 'local'
        ? 'Locally, end the emulator instead: npx nx run emulator:stop. All that is in it ends with it.'
        : 'If it really has to go, take its prevent_destroy out of the configuration, deploy that, and run the command again.',
  },
];

/** Turns what Terraform printed into one paragraph: what failed, why, what to do, and where the whole log is. */
export function explain(session: Session, command: string, text: string, log: string): TerraformToolError {
  const known = EXPLANATIONS.find(({ when }) => when.test(text));
  const whole = `The whole log: ${log}`;
  if (known) {
    return new TerraformToolError(known.what(text, session), `${known.mend(text, session)}\n${whole}`, known.kind);
  }
  return new TerraformToolError(
    `${session.terraform.product} ${command} failed for ${session.paths.env}. ${firstError(text)}`,
    whole,
  );
}

/** What to say when a person ended a run that changes nothing. */
export function interrupted({ terraform, paths }: Session, command: string): TerraformToolError {
  return new TerraformToolError(
    `Interrupted: ${terraform.product} ${command} for ${paths.env} was stopped.`,
    'Nothing was changed.',
    'interrupted',
  );
}
