import { ListImagesCommand } from '@aws-sdk/client-ecr';
import { askFor } from '../ask';
import type { Check } from '../check';
import type { Context } from '../context';
import { ok, warning, type Finding } from '../finding';
import { askEach } from './ask-each';

export const imagesCheck: Check = {
  subject: 'repositories without an image',
  concerns: ({ synthesis }) => synthesis.count('aws_ecr_repository') > 0,
  run: (context) => askEach(context, 'repositories', context.synthesis.texts('aws_ecr_repository', 'name'), image),
};

async function image({ aws: { ecr }, account, region }: Context, name: string): Promise<Finding | undefined> {
  const subject = `repository ${name}`;
  const suffix = account.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const push = `docker push ${account.id}.dkr.ecr.${region}.${suffix}/${name}:<tag>`;
  const found = await askFor('ecr:ListImages', ['RepositoryNotFoundException'], () =>
    ecr.send(new ListImagesCommand({ repositoryName: name, maxResults: 1 })),
  );
  if (!found) return undefined;
  return (found.imageIds ?? []).length > 0
    ? ok(subject, 'has an image')
    : warning(subject, 'has no image: its service starts no task', push);
}
