import { fakeContext, refuse, type Answers } from '../testing/fake-account';
import { findingsOf, linesOf } from '../testing/findings';
import { pipeline } from './index';

const resource = { aws_ecs_service: { api: {} }, aws_lb: { alb: {} } };
const THERE: Answers = {
  HeadBucketCommand: () => ({ BucketRegion: 'eu-central-1' }),
  GetRoleCommand: () => ({ Role: {} }),
  GetOpenIDConnectProviderCommand: () => ({ ClientIDList: ['sts.amazonaws.com'] }),
  GetPolicyCommand: () => ({ Policy: {} }),
};
const context = (answers: Answers, more: Parameters<typeof fakeContext>[0] = {}) =>
  fakeContext({ resource, answers: { ...THERE, ...answers }, ...more });
const status = (httpStatusCode: number) => () => {
  throw Object.assign(new Error('no'), { $metadata: { httpStatusCode } });
};

describe('state and roles', () => {
  it('are ok when all of it exists', async () => {
    expect(await linesOf(context({}), pipeline)).toEqual([
      'ok: state bucket: example-tfstate belongs to this account',
      'ok: role AWSServiceRoleForECS: exists',
      'ok: role AWSServiceRoleForElasticLoadBalancing: exists',
      'ok: OIDC provider of GitHub: exists',
      'ok: role restartix-staging-github-plan: exists',
      'ok: role restartix-staging-github-apply: exists',
      'ok: role restartix-staging-github-deploy: exists',
      'ok: boundary restartix-staging-boundary: exists',
    ]);
  });

  it('are warned about, with the command, when a first day has not come so far', async () => {
    const missing = refuse('NoSuchEntityException');
    const answers = { GetRoleCommand: missing, GetOpenIDConnectProviderCommand: missing, GetPolicyCommand: missing };
    const found = await findingsOf(context(answers), pipeline);
    expect(found.filter(({ level }) => level === 'warning')).toHaveLength(7);
    expect(found).toContainEqual({
      level: 'warning',
      subject: 'role AWSServiceRoleForECS',
      message: 'is missing: made on first use, where the first apply may fail once',
      fix: 'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com',
    });
    expect(found.at(-1)).toMatchObject({ fix: 'as an administrator: npx nx run bootstrap:deploy' });
  });

  it.each([
    ['does not exist', { HeadBucketCommand: status(404) }, 'failure: state bucket: example-tfstate does not exist'],
    [
      'is another account’s',
      { HeadBucketCommand: status(403), ListBucketsCommand: () => ({ Buckets: [{ Name: 'other' }] }) },
      'failure: state bucket: example-tfstate belongs to another account',
    ],
    [
      'may not be looked at',
      { HeadBucketCommand: status(403), ListBucketsCommand: () => ({ Buckets: [{ Name: 'example-tfstate' }] }) },
      'unasked: state bucket: not asked: needs action s3:ListBucket on example-tfstate',
    ],
    [
      'is elsewhere',
      { HeadBucketCommand: () => ({ BucketRegion: 'eu-west-1' }) },
      'failure: state bucket: example-tfstate is in eu-west-1, not in eu-central-1',
    ],
  ])('say when the state bucket %s', async (_, answers, line) => {
    expect(await linesOf(context(answers), pipeline)).toContain(line);
  });

  it('only warn of a missing state bucket where the environment makes it', async () => {
    const bootstrap = context(
      { HeadBucketCommand: status(404) },
      { resource: { aws_s3_bucket: { state: { bucket: 'example-tfstate' } } } },
    );
    expect(await linesOf(bootstrap, pipeline)).toEqual(['warning: state bucket: example-tfstate does not exist yet']);
  });
});
