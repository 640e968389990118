import { Testing } from 'cdktf';
import { Construct } from 'constructs';
import { deprecated } from './deprecated';
import { warningsOf } from './synthesize';

const OLD = { input: 'perAz', instead: 'Set natPerAz.', removedIn: '2.0.0' };

function warnings(given: unknown): string[] {
  const app = Testing.app();
  deprecated(new Construct(app, 'net'), 'network', given, OLD);
  return warningsOf(app);
}

test('a deprecated input warns with what takes its place and when it goes', () => {
  expect(warnings(false)).toEqual(['network "net": perAz is deprecated and will be removed in 2.0.0. Set natPerAz.']);
});

test('one that is not given says nothing', () => {
  expect(warnings(undefined)).toEqual([]);
});
