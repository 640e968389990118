import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
  type SecretVersionsListEntry,
} from '@aws-sdk/client-secrets-manager';
import type { SdkConfiguration } from '../run/session';

/** What the value of a version of a secret is for a plan. */
export type ValueOf = (secret: { readonly arn: string; readonly version: string }) => string;

interface Input {
  readonly SecretId: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
  readonly PasswordLength?: number;
}

class ServiceError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Secrets Manager for a plan: which secrets and versions there are comes from the account, their values never. A refresh
 * of a version asks for its value, and so does each data source and ephemeral resource.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export class SecretsEndpoint {
  private constructor(
    private readonly server: Server,
    /** Nobody else on this machine knows the path. */
    readonly url: string,
  ) {}

  static async open(sdk: SdkConfiguration, valueOf: ValueOf): Promise<SecretsEndpoint> {
    const path = `/${randomBytes(16).toString('hex')}`;
    const server = createServer((request, response) => {
      const answered = request.url?.startsWith(path)
        ? answer(request, sdk, valueOf)
        : Promise.reject(new ServiceError('AccessDeniedException', 'Unknown path.'));
      answered.then(
        (output) => response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.1' }).end(toJson(output)),
        (error: Error) =>
          response
            .writeHead(400, { 'Content-Type': 'application/x-amz-json-1.1' })
            .end(JSON.stringify({ __type: error.name, message: error.message })),
      );
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return new SecretsEndpoint(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function answer(request: IncomingMessage, sdk: SdkConfiguration, valueOf: ValueOf): Promise<object> {
  const operation = String(request.headers['x-amz-target']).replace('secretsmanager.', '');
  const input = JSON.parse(await bodyOf(request)) as Input;
  // A provider of another region asks for its own.
  const [, region = sdk.region] = /Credential=[^/]+\/\d+\/([\w-]+)\//.exec(request.headers.authorization ?? '') ?? [];
  const client = new SecretsManagerClient({ ...sdk, region });
  try {
    switch (operation) {
      case 'DescribeSecret':
        return await client.send(new DescribeSecretCommand(input));
      case 'GetResourcePolicy':
        return await client.send(new GetResourcePolicyCommand(input));
      case 'GetSecretValue':
        return await withoutValue(client, input, valueOf);
      case 'GetRandomPassword':
        return {
          RandomPassword: randomBytes(2048)
            .toString('hex')
            .slice(0, input.PasswordLength ?? 32),
        };
      default:
        throw new ServiceError('AccessDeniedException', `A plan without secrets does not call ${operation}.`);
    }
  } finally {
    client.destroy();
  }
}

async function withoutValue(client: SecretsManagerClient, input: Input, valueOf: ValueOf): Promise<object> {
  const { SecretId, VersionId, VersionStage = 'AWSCURRENT' } = input;
  const { ARN = SecretId, Name, DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId }));
  if (DeletedDate) {
    const message = "You can't perform this operation on the secret because it was marked for deletion.";
    throw new ServiceError('InvalidRequestException', message);
  }
  const versions = await versionsOf(client, SecretId);
  const isAsked = (version: SecretVersionsListEntry): boolean =>
    VersionId === undefined ? (version.VersionStages ?? []).includes(VersionStage) : version.VersionId === VersionId;
  const { VersionId: id, VersionStages, CreatedDate } = versions.find(isAsked) ?? {};
  if (id === undefined) {
    throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret value.");
  }
  const SecretString = valueOf({ arn: ARN, version: id });
  return { ARN, Name, VersionId: id, VersionStages, CreatedDate, SecretString };
}

async function versionsOf(client: SecretsManagerClient, SecretId: string): Promise<SecretVersionsListEntry[]> {
  const versions: SecretVersionsListEntry[] = [];
  for (let NextToken: string | undefined; ;) {
    const page = await client.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true, NextToken }));
    versions.push(...(page.Versions ?? []));
    // An answer of the emulator has an empty one at the end.
    NextToken = page.NextToken || undefined;
    if (NextToken === undefined) return versions;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Times are seconds in this protocol. */
function toJson(output: object): string {
  return JSON.stringify(
    { ...output, $metadata: undefined },
    function (this: Record<string, unknown>, key, value: unknown) {
      const own = this[key];
      return own instanceof Date ? own.getTime() / 1000 : value;
    },
  );
}
