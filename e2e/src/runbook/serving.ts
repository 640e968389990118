import { createHash, randomUUID } from 'node:crypto';
import { awsJson } from '../aws';
import type { Workspace } from '../workspace';

interface Parameters {
  readonly Parameters: readonly { readonly Name: string; readonly Value: string }[];
  readonly NextToken?: string;
}

const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

/** Gives a value to each secret that a person sets, and to the one that only the edge's provider writes. */
export async function giveSecrets(url: string, env: string): Promise<void> {
  for (const { Value: value } of await parametersOf(url, `/restartix/${env}/secrets`)) {
    const { secret, keys } = JSON.parse(value) as { secret: string; keys: Readonly<Record<string, string>> };
    await giveSecret(url, secret, Object.keys(keys));
  }
  await giveSecret(url, `restartix/${env}/cloudflare-saas`, ['CLOUDFLARE_API_TOKEN']);
}

async function giveSecret(url: string, secret: string, keys: readonly string[]): Promise<void> {
  const values = Object.fromEntries(keys.map((key) => [key, 'a value of the test']));
  const body = { SecretId: secret, SecretString: JSON.stringify(values), ClientRequestToken: randomUUID() };
  await awsJson(url, 'secretsmanager', 'secretsmanager.PutSecretValue', body);
}

/** Pushes two images of each repository and deploys one after the other, so that there is one to roll back to. */
export async function deployImages(workspace: Workspace, env: string): Promise<void> {
  const url = workspace.emulatorUrl;
  const images = (await parametersOf(url, `/restartix/${env}/images`)).map(({ Name: name }) => name.split('/').at(-1)!);
  for (const tag of ['1', '2']) {
    for (const name of images) await push(url, `restartix-${env}-${name}`, tag);
    const asked = images.map((name) => `${name}=${tag}`).join(',');
    const result = await workspace.terraform(['deploy-images', env, '--local', `--images=${asked}`]);
    if (result.code !== 0) throw new Error(result.output);
  }
}

async function push(url: string, repositoryName: string, imageTag: string): Promise<void> {
  // The emulator makes an image's digest of its layers.
  const digest = `sha256:${createHash('sha256').update(`${repositoryName}:${imageTag}`).digest('hex')}`;
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: { digest },
    layers: [{ digest }],
  });
  await awsJson(url, 'ecr', 'AmazonEC2ContainerRegistry_V20150921.PutImage', {
    repositoryName,
    imageTag,
    imageManifest,
  });
}

async function parametersOf(url: string, path: string): Promise<Parameters['Parameters']> {
  const found: Parameters['Parameters'][number][] = [];
  let token: string | undefined;
  do {
    const page = await awsJson<Parameters>(url, 'ssm', 'AmazonSSM.GetParametersByPath', {
      ...{ Path: path, Recursive: true },
      ...(token === undefined ? {} : { NextToken: token }),
    });
    found.push(...page.Parameters);
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}
