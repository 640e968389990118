import { ADMINISTER_KEY } from './kms';

it('lets nobody who administers a key use it, nor let others use it', () => {
  const uses = /Decrypt|Encrypt|GenerateDataKey|GenerateMac|ReEncrypt|CreateGrant|Sign|\*/;
  expect(ADMINISTER_KEY.filter((action) => uses.test(action))).toEqual([]);
});

it('names each action once, in alphabetical order', () => {
  expect(ADMINISTER_KEY).toEqual([...new Set(ADMINISTER_KEY)].sort());
});

it('can change the policy and take a deletion back, without which a key is lost for good', () => {
  expect(ADMINISTER_KEY).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:CancelKeyDeletion']));
});
