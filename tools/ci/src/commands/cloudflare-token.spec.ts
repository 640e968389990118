import { useFakes } from '../testing/use-fakes';
import { cloudflareToken } from './cloudflare-token';

const TOKEN = 'abcdefghij0123456789_abcdefghij-0123456789';
const SHOW = ['sh', '-c', 'printf %s "$CLOUDFLARE_API_TOKEN" > got; exit 3'];

const fakes = useFakes();

beforeEach(() => {
  aws(`echo '{"CLOUDFLARE_API_TOKEN":"${TOKEN}"}'`);
});

function aws(script: string): void {
  fakes.workspace.program('bin/aws', `echo "$@" > ${fakes.workspace.root}/asked\n${script}`);
}

function run(env: string, role: string, environment = {}): Promise<number> {
  return cloudflareToken([env, role, '--', ...SHOW], fakes.workspace.context(environment));
}

describe('cloudflare-token', () => {
  it('gives the token to the command alone, and ends as it ends', async () => {
    expect(await run('staging', 'plan')).toBe(3);
    expect(fakes.workspace.read('got')).toBe(TOKEN);
    expect(fakes.workspace.read('asked')).toMatch(
      /^secretsmanager get-secret-value --secret-id restartix\/staging\/cloudflare-plan --region eu-central-1/,
    );
    expect(fakes.workspace.read('output')).toBe('');
    expect(process.env['CLOUDFLARE_API_TOKEN']).toBeUndefined();
  });

  it('reads another secret to apply', async () => {
    await run('production', 'apply');
    expect(fakes.workspace.read('asked')).toContain('restartix/production/cloudflare-apply');
  });

  it('masks it in a job, and does not print it on a laptop', async () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await run('staging', 'plan');
    expect(write).not.toHaveBeenCalled();
    await run('staging', 'plan', { GITHUB_ACTIONS: 'true' });
    expect(write.mock.calls).toEqual([[`::add-mask::${TOKEN}\n`]]);
    write.mockRestore();
  });

  it('asks for nothing where Cloudflare is not used', async () => {
    expect(await run('bootstrap', 'plan')).toBe(3);
    expect([fakes.workspace.read('asked'), fakes.workspace.read('got')]).toEqual(['', '']);
  });

  it('says how to make a secret that is not there', async () => {
    aws('echo "ResourceNotFoundException" >&2; exit 254');
    await expect(run('staging', 'plan')).rejects.toThrow(
      /restartix\/staging\/cloudflare-plan cannot be read: ResourceNotFoundException\nhint: Make it once: aws secretsmanager create-secret/,
    );
    expect(fakes.workspace.read('got')).toBe('');
  });

  it.each([`{"TOKEN":"${TOKEN}"}`, TOKEN, '{"CLOUDFLARE_API_TOKEN":""}'])(
    'refuses the secret %p without repeating it',
    async (secret) => {
      aws(`echo '${secret}'`);
      const refusal = run('staging', 'plan');
      await expect(refusal).rejects.toThrow(/has no CLOUDFLARE_API_TOKEN/);
      await expect(refusal).rejects.not.toThrow(TOKEN);
    },
  );

  it('says that the AWS CLI is missing', async () => {
    await expect(run('staging', 'plan', { PATH: '/nowhere' })).rejects.toThrow(/AWS CLI cannot be started/);
  });

  it.each([
    [[], "argument 'env'"],
    [['staging', 'plan'], "argument 'command'"],
    [['staging', 'deploy', '--', 'x'], '"deploy" is not a role'],
    [['staging', 'plan', '--'], "argument 'command'"],
  ])('refuses the command line %p', async (args, why) => {
    await expect(cloudflareToken(args, fakes.workspace.context())).rejects.toThrow(why);
  });
});
