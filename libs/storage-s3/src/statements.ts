import type { ModuleContext, PolicyStatement } from '@restartix/core';

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
