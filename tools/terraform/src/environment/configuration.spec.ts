import { parseConfiguration } from './configuration';
import { CONFIGURATION } from '../testing/fake-workspace';

test('reads the provider blocks, one or many, with their aliases', () => {
  const one = { ...CONFIGURATION, provider: { aws: { region: 'eu-central-1' } } };
  expect(parseConfiguration('staging', one).awsProviders).toEqual([{ region: 'eu-central-1' }]);
  const two = { ...CONFIGURATION, provider: { aws: [{ region: 'a' }, { alias: 'us', region: 'b' }] } };
  expect(parseConfiguration('staging', two).awsProviders.map(({ alias }) => alias)).toEqual([undefined, 'us']);
});

test('knows the stack that makes the bucket of its own state', () => {
  const bucket = (name: string): object => ({
    ...CONFIGURATION,
    resource: { aws_s3_bucket: { it: { bucket: name } } },
  });
  const address = (name: string): string | undefined =>
    parseConfiguration('bootstrap', bucket(name) as Record<string, unknown>).stateBucketAddress;
  expect(address('example-tfstate')).toBe('aws_s3_bucket.it');
  expect(address('example-uploads')).toBeUndefined();
});

test('refuses a stack without an S3 backend', () => {
  expect(() => parseConfiguration('staging', { terraform: {} })).toThrow('staging has no S3 backend.');
});
