import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { mustCapture } from '@restartix/kit';
import type { Context } from '../context';

/** Copies an OCI archive to `{repositoryUrl}:{tag}` byte for byte, so that the digest stays. The password is in no argument. */
export async function push({ aws, say }: Pick<Context, 'aws' | 'say'>, archive: string, uri: string): Promise<void> {
  const { authorizationData = [] } = await aws.ecr.send(new GetAuthorizationTokenCommand({}));
  const folder = mkdtempSync(join(tmpdir(), 'push-images-'));
  try {
    const authfile = join(folder, 'auth.json');
    const [registry = ''] = uri.split('/');
    const auths = { [registry]: { auth: authorizationData[0]?.authorizationToken } };
    writeFileSync(authfile, JSON.stringify({ auths }), { mode: 0o600 });
    // https://github.com/containers/skopeo/blob/v1.19.0/docs/skopeo-copy.1.md
    const args = ['copy', '--all', '--preserve-digests', '--dest-authfile', authfile];
    say(`$ skopeo copy --all --preserve-digests oci-archive:${archive} docker://${uri}`);
    await mustCapture('skopeo', [...args, `oci-archive:${archive}`, `docker://${uri}`], { env: process.env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
