import {
  checkBounds,
  checkConfig,
  checkKnown,
  checkValues,
  isKnown,
  isWhole,
  type ReportProblem,
} from '@restartix/core';
import { MAX_PARAMETER_VALUE } from '@restartix/core/deployments';
import type { AppSecret, AppSecretsConfig, GeneratedSecret } from './app-secrets.config';
import { versionsOf } from './key-versions';
import { APP_SECRETS_CONFIG } from './generated-inputs';

/** For the secret's name and the JSON around it. */
const AROUND_KEYS = 128;

/** @throws ConfigError for names that Secrets Manager refuses, keys that no variable can hold, and lengths out of range. */
export function checkAppSecrets(id: string, config: AppSecretsConfig): void {
  checkValues('app-secrets', id, config, {
    inputs: APP_SECRETS_CONFIG,
    text: ['secrets.*.description', 'secrets.*.keys.*', 'secrets.*.values.*'],
  });
  const { secrets } = config;
  checkConfig('app-secrets', id, (problem) => {
    for (const [name, secret] of Object.entries<AppSecret>(secrets)) {
      const path = `secrets.${name}`;
      checkName(path, name, problem);
      if ('keys' in secret) checkKeys(path, secret.keys, problem);
      if ('generate' in secret) checkGenerated(`${path}.generate`, secret, problem);
    }
  });
}

function checkName(path: string, name: string, problem: ReportProblem): void {
  // A hyphen and six characters at the end look like the suffix that Secrets Manager adds to an ARN.
  if (/^[a-z0-9][a-z0-9_./-]*$/.test(name) && !/-[A-Za-z0-9]{6}$/.test(name)) return;
  problem({
    property: path,
    value: name,
    allowed:
      'lowercase letters, digits, hyphens, dots, underscores and slashes, not ending in a hyphen and six characters (AWS Secrets Manager)',
    fix: 'Rename it.',
  });
}

function checkKeys(path: string, keys: Readonly<Record<string, string>>, problem: ReportProblem): void {
  if (Object.keys(keys).length === 0) {
    problem({
      property: `${path}.keys`,
      value: keys,
      allowed: 'one or more: nobody can set, and no service can read, a secret without keys',
      fix: 'Name what has to be set, or remove the secret.',
    });
  }
  for (const key of Object.keys(keys)) checkVariable(`${path}.keys`, key, problem);
  const size = Buffer.byteLength(JSON.stringify(keys)) + AROUND_KEYS;
  checkBounds(problem, {
    property: `${path}.keys`,
    value: size,
    min: 0,
    max: MAX_PARAMETER_VALUE,
    unit: 'bytes as JSON',
    by: 'a parameter of SSM, which says what has to be set',
    fix: 'Shorten the descriptions, or make two secrets.',
  });
}

function checkGenerated(path: string, secret: GeneratedSecret, problem: ReportProblem): void {
  const { key, length } = secret.generate;
  const { versions, current } = versionsOf(secret);
  checkVariable(`${path}.key`, key, problem);
  checkBounds(problem, {
    property: `${path}.length`,
    value: length,
    min: 16,
    max: 4096,
    unit: 'characters',
    by: 'fewer can be guessed; AWS Secrets Manager makes no more',
    fix: 'Use 64.',
  });
  const because = 'a version is part of the names of its secret and of variables';
  checkKnown(problem, ...versions.map((value, index) => ({ property: `${path}.versions[${index}]`, value, because })), {
    property: `${path}.current`,
    value: current,
    because,
  });
  if (![current, ...versions].every(isKnown)) return;
  if (
    versions.length === 0 ||
    versions.some((version) => !isWhole(version, 1, 999)) ||
    new Set(versions).size < versions.length
  ) {
    problem({
      property: `${path}.versions`,
      value: versions,
      allowed: 'whole numbers from 1 to 999, one or more, each once',
      fix: 'Start with [1]; a rotation adds the next.',
    });
  } else if (!versions.includes(current)) {
    problem({
      property: `${path}.current`,
      value: current,
      allowed: `one of versions: ${versions.join(', ')}`,
      fix: `Add ${current} to versions, or choose one of them.`,
    });
  }
}

/** A key is also the name of an environment variable. */
function checkVariable(property: string, key: string, problem: ReportProblem): void {
  if (/^[A-Z][A-Z0-9_]*$/.test(key)) return;
  problem({
    property,
    value: key,
    allowed: 'upper-case letters, digits and underscores, starting with a letter: it is also an environment variable',
    fix: 'Write it like CLERK_SECRET_KEY.',
  });
}
