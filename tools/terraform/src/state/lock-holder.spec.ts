import { age, describeLock, parseLockInfo } from './lock-holder';

const PLAIN = `
╷
│ Error: Error acquiring the state lock
│
│ Error message: operation error S3: PutObject, https response error StatusCode: 412
│ Lock Info:
│   ID:        f3198a92-0cca-2fca-e977-37ef8d2dd47b
│   Path:      example-tfstate/staging/terraform.tfstate
│   Operation: OperationTypeApply
│   Who:       ann@laptop
│   Version:   1.11.4
│   Created:   2026-11-23 19:32:38.774824659 +0000 UTC
│   Info:
╵`;
const LOCK = {
  id: 'f3198a92-0cca-2fca-e977-37ef8d2dd47b',
  path: 'example-tfstate/staging/terraform.tfstate',
  operation: 'OperationTypeApply',
  who: 'ann@laptop',
  created: '2026-11-23 19:32:38.774824659 +0000 UTC',
};

test('reads who holds a lock, with and without the frame of a terminal', () => {
  expect(parseLockInfo(PLAIN)).toEqual(LOCK);
  expect(parseLockInfo(PLAIN.replace(/│ ?/g, ''))).toEqual(LOCK);
});

test('an error that names no lock is none', () => {
  expect(parseLockInfo('Failed to unlock state: NoSuchKey, RequestID: abc')).toBeUndefined();
});

test('says who, since when, for what, and the id', () => {
  expect(describeLock(LOCK, Date.parse('2026-11-23T19:42:38Z'))).toBe(
    'lock held by ann@laptop since 2026-11-23 19:32:38.774824659 +0000 UTC (10 minutes ago) for apply; lock id f3198a92-0cca-2fca-e977-37ef8d2dd47b',
  );
});

test.each([
  [30, '30 seconds ago'],
  [600, '10 minutes ago'],
  [3 * 3600, '3 hours ago'],
  [3 * 86_400, '3 days ago'],
])('after %i seconds the age is %s', (seconds, expected) => {
  const created = '2026-11-23 00:00:00.1 +0000 UTC';
  expect(age(created, Date.parse('2026-11-23T00:00:00Z') + seconds * 1000)).toBe(expected);
});
