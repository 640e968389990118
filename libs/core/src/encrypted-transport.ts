import type { PolicyStatement } from './iam';

/** A bucket's policy against plain HTTP and TLS older than 1.2, whoever asks. */
export function encryptedTransport(bucketArn: string): PolicyStatement[] {
  const everything = {
    effect: 'Deny',
    actions: ['s3:*'],
    principals: '*',
    resources: [bucketArn, `${bucketArn}/*`],
  } as const;
  return [
    { sid: 'DenyPlainHttp', ...everything, conditions: { Bool: { 'aws:SecureTransport': 'false' } } },
    { sid: 'DenyOutdatedTls', ...everything, conditions: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ];
}
