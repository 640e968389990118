export { checkBucketKey } from './bucket-key';
export { checkBucketName } from './bucket-name';
export { makeLifecycle, type VersionedBucket } from './lifecycle';
export { makePrivateBucket, makeVersioning, type PrivateBucket, type PrivateBucketConfig } from './private-bucket';
