import { existsSync } from 'node:fs';
import { mustCapture, ToolError } from '@restartix/kit';

/**
 * The digest of the one image in an OCI archive, before it is pushed:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md#indexjson-file
 */
export async function digestIn(archive: string): Promise<string> {
  if (!existsSync(archive))
    throw new ToolError(
      `${archive} does not exist.`,
      'Build it as an OCI archive of that name: docker buildx build --output=type=oci,dest=core-api.tar .',
    );
  const { manifests = [] } = JSON.parse(await mustCapture('tar', ['-xOf', archive, 'index.json'])) as {
    readonly manifests?: readonly { readonly digest?: string }[];
  };
  const [digest, ...others] = new Set(manifests.map((manifest) => manifest.digest));
  if (digest !== undefined && others.length === 0) return digest;
  throw new ToolError(`${archive} has ${manifests.length} images (allowed: 1).`, 'Build one archive for each image.');
}
