import { HeadBucketCommand, paginateListBuckets } from '@aws-sdk/client-s3';
import { all, Unasked } from '../ask';
import type { Check } from '../check';
import type { Context } from '../context';
import { failure, ok, warning, type Finding } from '../finding';

/** The bucket exists, in the region that the backend names, and belongs to the account: names of buckets are global. */
export const stateBucketCheck: Check = {
  subject: 'state bucket',
  run: async (context) => {
    const { bucket } = context.synthesis.backend;
    const own = await head(context);
    if (own.status !== 403) return [judged(context, own)];
    // One's own bucket that one may not look at, and another's, give the same answer.
    const { s3 } = context.aws;
    const buckets = await all('s3:ListAllMyBuckets', paginateListBuckets({ client: s3 }, {}), (page) => page.Buckets);
    if (buckets.some(({ Name }) => Name === bucket))
      throw new Unasked(`not asked: needs action s3:ListBucket on ${bucket}`);
    const fix = 'choose another name (state.bucket), in bootstrap and in every environment';
    return [failure('state bucket', `${bucket} belongs to another account`, fix)];
  },
};

interface Answer {
  readonly status: number;
  readonly region?: string | undefined;
}

function judged({ synthesis, nx }: Context, { status, region }: Answer): Finding {
  const { bucket, region: wanted } = synthesis.backend;
  if (status === 404) {
    const makesIt = synthesis.texts('aws_s3_bucket', 'bucket').includes(bucket);
    return makesIt
      ? warning(
          'state bucket',
          `${bucket} does not exist yet`,
          `${nx('deploy')} makes it, then: ${nx('migrate-state')}`,
        )
      : failure(
          'state bucket',
          `${bucket} does not exist`,
          `${nx('deploy', 'bootstrap')}, then: ${nx('migrate-state', 'bootstrap')}`,
        );
  }
  return region === undefined || region === wanted
    ? ok('state bucket', `${bucket} belongs to this account`)
    : failure('state bucket', `${bucket} is in ${region}, not in ${wanted}`, 'correct state.region of the environment');
}

async function head({ account, aws: { s3 }, synthesis }: Context): Promise<Answer> {
  try {
    const found = await s3.send(
      new HeadBucketCommand({ Bucket: synthesis.backend.bucket, ExpectedBucketOwner: account.id }),
    );
    return { status: 200, region: found.BucketRegion };
  } catch (error) {
    // The answer to a HEAD has no body: only its status says why.
    const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode;
    if (status === 403 || status === 404) return { status };
    throw error;
  }
}
