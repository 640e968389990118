import { encryptedTransport, type ModuleContext, type PolicyStatement } from '@restartix/core';

/** The bucket's own policy: encrypted transport for all, and no other key than the bucket's. */
export function bucketPolicy(bucketArn: string, kmsKeyId: string | undefined): PolicyStatement[] {
  return [...encryptedTransport(bucketArn), ...(kmsKeyId ? ownKeyAlone(bucketArn, kmsKeyId) : [])];
}

/** A request without these headers gets the bucket's default, which is the key; only one that asks for something else is refused. */
function ownKeyAlone(bucketArn: string, kmsKeyId: string): PolicyStatement[] {
  const put = {
    effect: 'Deny',
    actions: ['s3:PutObject'],
    principals: '*',
    resources: [`${bucketArn}/*`],
  } as const;
  const refuse = (sid: string, header: string, value: string): PolicyStatement => ({
    sid,
    ...put,
    conditions: { Null: { [header]: 'false' }, StringNotEquals: { [header]: value } },
  });
  return [
    refuse('DenyOtherEncryption', 's3:x-amz-server-side-encryption', 'aws:kms'),
    refuse('DenyOtherKeys', 's3:x-amz-server-side-encryption-aws-kms-key-id', kmsKeyId),
  ];
}

/** What a statement is made for. */
export interface Target {
  readonly context: ModuleContext;
  readonly bucketArn: string;
  readonly kmsKeyId: string | undefined;
  /** Beginning of the keys, e.g. `avatars/`; '' for all of them. */
  readonly prefix: string;
}

const READ = ['s3:GetObject', 's3:GetObjectVersion'];
const APPEND = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

export const RIGHTS = {
  read: { objects: READ, key: ['kms:Decrypt'] },
  append: { objects: [...READ, ...APPEND], key: ['kms:Decrypt', 'kms:GenerateDataKey'] },
  readWrite: { objects: [...READ, ...APPEND, 's3:DeleteObject'], key: ['kms:Decrypt', 'kms:GenerateDataKey'] },
} as const;

/** What a role needs for a right on the objects under a prefix: the objects, their list, and the key by way of S3. */
export function statementsFor(
  right: keyof typeof RIGHTS,
  { context, bucketArn, kmsKeyId, prefix }: Target,
): PolicyStatement[] {
  const { objects, key } = RIGHTS[right];
  return [
    { actions: objects, resources: [`${bucketArn}/${prefix}*`] },
    {
      actions: ['s3:ListBucket'],
      resources: [bucketArn],
      ...(prefix ? { conditions: { StringLike: { 's3:prefix': `${prefix}*` } } } : {}),
    },
    ...(kmsKeyId
      ? [
          {
            actions: key,
            resources: [kmsKeyId],
            conditions: { StringEquals: { 'kms:ViaService': `s3.${context.region}.amazonaws.com` } },
          },
        ]
      : []),
  ];
}
