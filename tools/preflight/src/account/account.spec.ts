import { fakeContext } from '../testing/fake-account';
import { linesOf } from '../testing/findings';
import { account } from './account';
import { awsClients } from '../context';
import { whoAsks } from './identity';

const resource = {
  aws_subnet: { a: { availability_zone: 'eu-central-1a' }, d: { availability_zone: 'eu-central-1d' } },
};
const answers = {
  DescribeRegionsCommand: () => ({ Regions: [{ RegionName: 'eu-central-1', OptInStatus: 'opt-in-not-required' }] }),
  DescribeAvailabilityZonesCommand: () => ({
    AvailabilityZones: [
      { ZoneName: 'eu-central-1a', State: 'available' },
      { ZoneName: 'eu-central-1d', State: 'impaired' },
    ],
  }),
};

describe('the account', () => {
  it('is the configured one, in an enabled region that has the zones', async () => {
    const provider = { allowed_account_ids: ['123456789012'] };
    expect(await linesOf(fakeContext({ resource, answers, provider }), account)).toEqual([
      'ok: account: 123456789012, as configured',
      'ok: region: eu-central-1 is enabled',
      'ok: availability zone: eu-central-1a is available',
      'failure: availability zone: this account has no eu-central-1d',
    ]);
  });

  it('is refused when it is another one than configured', async () => {
    const provider = { allowed_account_ids: ['210987654321'] };
    expect(await linesOf(fakeContext({ answers, provider }), account)).toContain(
      'failure: account: 123456789012, but staging belongs to 210987654321',
    );
  });

  it('is refused in a region that is not enabled, or that its partition does not have', async () => {
    const region = (OptInStatus: string, RegionName = 'eu-central-1') => ({
      ...answers,
      DescribeRegionsCommand: () => ({ Regions: [{ RegionName, OptInStatus }] }),
    });
    expect(await linesOf(fakeContext({ answers: region('not-opted-in') }), account)).toContain(
      'failure: region: eu-central-1 is not enabled',
    );
    expect(await linesOf(fakeContext({ answers: region('opted-in', 'eu-south-2') }), account)).toContain(
      'failure: region: eu-central-1 does not exist in this partition',
    );
  });

  it('ends the run when nobody is logged in', async () => {
    const credentials = (): Promise<never> => Promise.reject(new Error('no credentials'));
    const { sts } = awsClients({ region: 'eu-central-1' });
    sts.config.credentials = credentials;
    await expect(whoAsks(sts)).rejects.toThrow(/AWS does not say which account this is/);
  });
});
