import { spawnSync } from 'node:child_process';
import { become, isRecord, parseJson, ToolError } from '@restartix/kit';
import { mask } from '../actions/job';
import { defineCommand } from '../command';
import { synthesizedEnv, type Role } from '../environments/synthesized';

const USAGE = 'cloudflare-token <env> plan|apply -- <command>';
const KEY = 'CLOUDFLARE_API_TOKEN';

/**
 * Runs a command with Cloudflare's token, which is read from Secrets Manager with the AWS credentials at hand. Nothing but that
 * command gets it. A plan has a token of its own that cannot change anything.
 */
export const cloudflareToken = defineCommand({
  name: 'cloudflare-token',
  summary: "Runs a command with Cloudflare's token, which is read from Secrets Manager.",
  line: (command) =>
    command
      .argument('<env>', 'the environment')
      .argument('<role>', 'plan or apply')
      .argument('<command...>', 'behind --: what to run'),
  run: async ({ root, environment }, _, env, role, [program = '', ...words]) => {
    if (!isRole(role)) throw new ToolError(`"${role}" is not a role (allowed: plan, apply).`, USAGE);
    const { usesCloudflare, project, region } = synthesizedEnv(root, env);
    const token = usesCloudflare ? readToken(`${project}/${env}/cloudflare-${role}`, region, environment) : undefined;
    if (token) mask(token, environment);
    return become(program, words, { cwd: root, env: { ...environment, ...(token ? { [KEY]: token } : {}) } });
  },
});

function isRole(value: string | undefined): value is Role {
  return value === 'plan' || value === 'apply';
}

/** By the AWS CLI, which GitHub's runners have, and which knows every way by which a person may be logged in. */
function readToken(secret: string, region: string, environment: Readonly<Record<string, string | undefined>>): string {
  const args = ['secretsmanager', 'get-secret-value', '--secret-id', secret, '--region', region];
  const { status, stdout, stderr, error } = spawnSync('aws', [...args, '--query', 'SecretString', '--output', 'text'], {
    env: { ...environment },
    encoding: 'utf8',
  });
  if (error)
    throw new ToolError(`The AWS CLI cannot be started: ${error.message}`, 'Install it: https://aws.amazon.com/cli');
  if (status !== 0) {
    throw new ToolError(
      `The secret ${secret} cannot be read: ${stderr.trim()}`,
      `Make it once: aws secretsmanager create-secret --name ${secret} --secret-string file://token.json, with {"${KEY}":"…"}`,
    );
  }
  return tokenIn(stdout.trim(), secret);
}

/** The secret as JSON with one key, as the platform's other secrets are. */
function tokenIn(text: string, secret: string): string {
  const value = text.startsWith('{') ? parseJson(text, secret) : undefined;
  const token = isRecord(value) ? value[KEY] : undefined;
  // What the secret holds is not repeated: it may be the token in another form.
  if (typeof token === 'string' && /^[\w-]{20,}$/.test(token)) return token;
  throw new ToolError(`The secret ${secret} has no ${KEY}.`, `Put {"${KEY}":"…"} into it.`);
}
