import { become, capture, ToolError } from '@restartix/kit';
import type { Context } from '../context';

const PLUGIN = 'session-manager-plugin';
const INSTALL =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html';

/** Newer ones take the session's token from their environment. An older one has it as an argument, for every process to read. */
const LAST_WITH_ARGUMENT = [1, 2, 497, 0];

/** What the API answers of a session: with the token of it, which is a secret. */
export interface Session {
  readonly sessionId?: string | undefined;
  readonly streamUrl?: string | undefined;
  readonly tokenValue?: string | undefined;
}

/** What is wrong with the plugin on this machine; undefined: nothing. */
export async function pluginProblem(): Promise<string | undefined> {
  const { code, stdout } = await capture(PLUGIN, ['--version'], { env: process.env }).catch(() => ({
    code: -1,
    stdout: '',
  }));
  if (code !== 0) return `${PLUGIN} is not installed on this machine: ${INSTALL}`;
  const version = stdout.trim();
  return isNewer(version) ? undefined : `${PLUGIN} ${version} is older than 1.2.498: update it, ${INSTALL}`;
}

/**
 * Gives the terminal to a session, as the AWS CLI does, but with the token in the environment:
 * https://github.com/aws/aws-cli/blob/1.42.0/awscli/customizations/sessionmanager.py
 * @param request - what the session was asked for with
 * @returns the plugin's exit code
 */
export function joinSession(
  { access }: Pick<Context, 'access'>,
  { sessionId, streamUrl, tokenValue }: Session,
  request: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { region, endpoint = `https://ssm.${region}.amazonaws.com` } = access;
  const variable = 'AWS_SSM_START_SESSION_RESPONSE';
  const response = JSON.stringify({ SessionId: sessionId, TokenValue: tokenValue, StreamUrl: streamUrl });
  const profile = process.env['AWS_PROFILE'] ?? '';
  const args = [variable, region, 'StartSession', profile, JSON.stringify(request), endpoint];
  return become(PLUGIN, args, { env: { ...process.env, [variable]: response } });
}

/** @throws ToolError that lists all that is missing. */
export function refuseMissing(what: string, missing: readonly string[], hint: string): void {
  if (missing.length === 0) return;
  throw new ToolError(`${what} is not possible yet:\n${missing.map((each) => `- ${each}`).join('\n')}`, hint);
}

function isNewer(version: string): boolean {
  const parts = version.split('.').map(Number);
  const at = LAST_WITH_ARGUMENT.findIndex((part, index) => part !== (parts[index] ?? 0));
  return at >= 0 && (parts[at] ?? 0) > LAST_WITH_ARGUMENT[at]!;
}
