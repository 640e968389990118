import type { PolicyStatement } from '../iam';

/** Denies plain HTTP and TLS older than 1.2. */
export function encryptedTransport(bucketArn: string): PolicyStatement[] {
  const everything = {
    effect: 'Deny',
    actions: ['s3:*'],
    principals: '*',
    resources: [bucketArn, `${bucketArn}/*`],
  } as const;
  return [
    { sid: 'DenyInsecureTransport', ...everything, conditions: { Bool: { 'aws:SecureTransport': 'false' } } },
    { sid: 'DenyOutdatedTls', ...everything, conditions: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ];
}

/**
 * Denies objects that are encrypted otherwise than with the bucket's key. A request without these headers gets the
 * bucket's default, which is the key; only one that asks for something else is refused.
 */
export function ownKeyOnly(bucketArn: string, kmsKeyArn: string): PolicyStatement[] {
  const deny = (sid: string, header: string, value: string): PolicyStatement => ({
    sid,
    effect: 'Deny',
    actions: ['s3:PutObject'],
    principals: '*',
    resources: [`${bucketArn}/*`],
    conditions: { Null: { [header]: 'false' }, StringNotEquals: { [header]: value } },
  });
  return [
    deny('DenyOtherEncryption', 's3:x-amz-server-side-encryption', 'aws:kms'),
    deny('DenyOtherKeys', 's3:x-amz-server-side-encryption-aws-kms-key-id', kmsKeyArn),
  ];
}
