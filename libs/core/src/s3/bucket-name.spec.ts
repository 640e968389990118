import { checkBucketName } from './bucket-name';

const refused = (name: string | undefined): string[] => {
  const allowed: string[] = [];
  checkBucketName('bucketName', name, (problem) => allowed.push(problem.allowed));
  return allowed;
};

it.each(['restartix-uploads-staging', 'abc', 'a'.repeat(63), undefined])('takes %p', (name) => {
  expect(refused(name)).toEqual([]);
});

it.each(['ab', 'a'.repeat(64), 'Uploads', 'with.dots', '-start', 'end-'])('refuses %p', (name) => {
  expect(refused(name)).toEqual([expect.stringContaining('3 to 63 lowercase letters')]);
});

it.each(['xn--uploads', 'sthree-uploads', 'amzn-s3-demo-uploads'])('refuses the reserved prefix of %s', (name) => {
  expect(refused(name)).toEqual([expect.stringContaining('reserved prefix')]);
});

it.each(['uploads-s3alias', 'uploads--ol-s3', 'uploads--x-s3', 'uploads--table-s3'])(
  'refuses the reserved suffix of %s',
  (name) => expect(refused(name)).toEqual([expect.stringContaining('reserved suffix')]),
);
