import { useFakes } from '../testing/use-fakes';
import type { MatrixEntry } from '../environments/jobs';
import { matrix } from './matrix';

const fakes = useFakes();

async function run(args: readonly string[], environment = {}): Promise<{ envs: MatrixEntry[]; byHand: object[] }> {
  expect(await matrix(args, fakes.workspace.context(environment))).toBe(0);
  const { envs = '', 'by-hand': byHand = '' } = fakes.workspace.outputs();
  return { envs: JSON.parse(envs) as MatrixEntry[], byHand: JSON.parse(byHand) as object[] };
}

describe('matrix', () => {
  it('has a job for the environment that a change affects, with its region and its role', async () => {
    fakes.workspace.affect('staging');
    expect(await run(['--base=main'])).toEqual({
      envs: [
        {
          env: 'staging',
          reason: 'because of staging',
          region: 'eu-central-1',
          role: 'arn:aws:iam::111111111111:role/restartix-staging-github-plan',
        },
      ],
      byHand: [],
    });
  });

  it('has no job when nothing is affected', async () => {
    fakes.workspace.affect();
    expect(await run(['--base=main'])).toEqual({ envs: [], byHand: [] });
  });

  it('has two jobs when all three are affected, for bootstrap has no role', async () => {
    fakes.workspace.affect('bootstrap', 'production', 'staging');
    const { envs, byHand } = await run(['--base=main']);
    expect(envs.map(({ env }) => env)).toEqual(['production', 'staging']);
    expect(byHand).toEqual([{ env: 'bootstrap', reason: 'because of bootstrap' }]);
  });

  it('has every environment of the workspace, without asking what is affected', async () => {
    const { envs } = await run(['--all']);
    expect(envs.map(({ env }) => env)).toEqual(['production', 'staging']);
  });

  it('has the others when the account of one is not known, and says which', async () => {
    const { envs } = await run(['--all'], { AWS_ACCOUNTS: '{"staging":"111111111111"}' });
    expect(envs.map(({ env }) => env)).toEqual(['staging']);
    expect(JSON.parse(fakes.workspace.outputs()['misconfigured'] ?? '')).toEqual([
      { env: 'production', reason: expect.stringMatching(/AWS_ACCOUNTS has nothing for production/) },
    ]);
  });

  it('has the one environment that is asked for, with the role that is', async () => {
    fakes.workspace.affect('production', 'staging');
    const { envs } = await run(['--base=main', '--only=staging', '--role=apply']);
    expect(envs.map(({ role }) => role)).toEqual(['arn:aws:iam::111111111111:role/restartix-staging-github-apply']);
  });

  it('fails when the base is not known, and hands nothing on', async () => {
    const affectedEnvs = (): Promise<never> => Promise.reject(new Error('The base "main" is unknown here.'));
    await expect(matrix(['--base=main'], { ...fakes.workspace.context(), affectedEnvs })).rejects.toThrow(
      'is unknown here',
    );
    expect(fakes.workspace.outputs()).toEqual({});
  });

  it.each([
    ['', /AWS_ACCOUNTS is not set/],
    ['{}', /AWS_ACCOUNTS has nothing for staging/],
    ['{"staging":111111111111}', /AWS_ACCOUNTS has 111111111111 for staging \(allowed: 12 digits in quotes\)/],
    ['111111111111', /AWS_ACCOUNTS has nothing/],
    ['staging=1', /AWS_ACCOUNTS is not JSON/],
  ])('refuses the accounts %p', async (accounts, message) => {
    fakes.workspace.affect('staging');
    const context = fakes.workspace.context({ AWS_ACCOUNTS: accounts });
    await expect(matrix(['--base=main'], context)).rejects.toThrow(message);
  });

  it.each([
    [[], /--base is missing/],
    [['--base=main', '--role=deploy'], /--role=deploy is not possible/],
    [['--all', '--only=preview'], /Unknown environment "preview"/],
    [['--al'], /Unknown option '--al'/],
  ])('refuses the flags %p', async (args, message) => {
    fakes.workspace.affect('staging');
    await expect(matrix(args, fakes.workspace.context())).rejects.toThrow(message);
  });
});
