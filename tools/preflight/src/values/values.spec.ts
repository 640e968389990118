import type { Finding } from '../finding';
import { askAll } from '../preflight';
import { fakeContext, refuse, type Answers } from '../testing/fake-account';
import { values } from './index';

const RESOURCE = {
  aws_secretsmanager_secret: { clerk: { name: 'restartix/staging/clerk' }, redis: { name: 'restartix/staging/redis' } },
  aws_secretsmanager_secret_version: { redis: { secret_id: '${aws_secretsmanager_secret.redis.id}' } },
  aws_ecr_repository: { api: { name: 'restartix-staging-api' } },
};
const FILLED = {
  DescribeSecretCommand: () => ({ VersionIdsToStages: { v1: ['AWSPREVIOUS'], v2: ['AWSCURRENT'] } }),
  ListImagesCommand: () => ({ imageIds: [{ imageTag: 'latest' }] }),
};

async function found(answers: Answers): Promise<readonly Finding[]> {
  const groups = await askAll(fakeContext({ resource: RESOURCE, answers: { ...FILLED, ...answers } }), [values]);
  return groups.flatMap(({ findings }) => findings);
}

describe('values that people give', () => {
  it('are ok when there is one, and asked only of secrets that Terraform does not write', async () => {
    expect(await found({})).toEqual([
      { level: 'ok', subject: 'secret restartix/staging/clerk', message: 'has a value' },
      { level: 'ok', subject: 'repository restartix-staging-api', message: 'has an image' },
    ]);
  });

  it('are warned about when they are missing, with the command', async () => {
    expect(
      await found({ DescribeSecretCommand: () => ({}), ListImagesCommand: () => ({ imageIds: [] }) }),
    ).toMatchObject([
      {
        level: 'warning',
        message: 'has no value: tasks that read it do not start',
        fix: 'npx nx run staging:secrets set clerk',
      },
      {
        level: 'warning',
        fix: 'docker push 123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-api:<tag>',
      },
    ]);
  });

  it('are one line of each kind before the first apply', async () => {
    const answers = {
      DescribeSecretCommand: refuse('ResourceNotFoundException'),
      ListImagesCommand: refuse('RepositoryNotFoundException'),
    };
    expect((await found(answers)).map(({ level, subject, message }) => [level, subject, message])).toEqual([
      ['warning', 'secrets', 'do not exist yet: restartix/staging/clerk'],
      ['warning', 'repositories', 'do not exist yet: restartix-staging-api'],
    ]);
  });

  it('says when a secret is about to be deleted', async () => {
    expect(await found({ DescribeSecretCommand: () => ({ DeletedDate: new Date() }) })).toContainEqual({
      level: 'warning',
      subject: 'secret restartix/staging/clerk',
      message: 'is scheduled for deletion, so that it can be neither made nor read',
      fix: 'aws secretsmanager restore-secret --region eu-central-1 --secret-id restartix/staging/clerk',
    });
  });
});
