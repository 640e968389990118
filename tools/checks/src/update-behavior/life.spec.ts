import { lifeOf } from './life';
import type { PlannedAction } from './recorded';

const address = 'aws_kms_key.key';
const before = { resource: { aws_kms_key: { key: { description: 'a' } } } };

describe('what a step does', () => {
  const wordsOf = (...actions: PlannedAction[]): string =>
    lifeOf({ difference: '', actions }, before, { resource: {} }).words;
  const alias = (action: PlannedAction['action']): PlannedAction => ({
    ...{ address: 'aws_kms_alias.alias', action, attributes: ['name'] },
  });

  it.each([
    ['nothing in AWS changes', []],
    ['in place', [alias('update')]],
    ['in place', [alias('create')]],
    ['in place, parts destroyed', [alias('update'), alias('destroy')]],
    ['replaced (new first)', [alias('update'), alias('replace: new first')]],
    ['replaced (old first)', [alias('replace: new first'), alias('replace: old first')]],
    ['data lost', [alias('replace: old first'), { address, action: 'destroy' as const, attributes: [] }]],
  ])('is "%s"', (words, actions) => {
    expect(wordsOf(...actions)).toBe(words);
  });

  it('is a refusal at synth in the words of the error, without the module’s name', () => {
    expect(lifeOf({ refused: 'network "main": cidr 1 is not possible (allowed: 2). Use 2.' }, before, {})).toEqual({
      words: 'refused at synth',
      details: ['cidr 1 is not possible (allowed: 2). Use 2.'],
    });
  });

  it('tells who refused: Terraform without a plan, AWS with one', () => {
    const failed = 'Instance cannot be destroyed';
    expect(lifeOf({ difference: '', actions: [], failed }, before, {}).words).toBe('refused by Terraform');
    const actions = [alias('replace: new first')];
    expect(lifeOf({ difference: '', actions, failed }, before, {}).words).toBe('refused by AWS');
  });

  it('says which protected resource is in the way', () => {
    const failed = 'Instance cannot be destroyed Resource aws_s3_bucket.state has lifecycle.prevent_destroy set, but …';
    expect(lifeOf({ difference: '', actions: [], failed }, before, {}).details).toEqual([
      '`aws_s3_bucket` would be replaced, and is protected by `prevent_destroy`',
    ]);
  });

  it('names what is replaced, why and in which order', () => {
    const { details } = lifeOf({ difference: '', actions: [alias('replace: old first')] }, before, {});
    expect(details).toEqual(['replaced, old first: `aws_kms_alias` (by `name`)']);
  });
});
