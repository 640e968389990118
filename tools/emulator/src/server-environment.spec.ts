import { serverEnvironment } from './server-environment';
import { SOURCES } from './python';

it('has what Python and the emulator need, and no credentials', () => {
  const outer = {
    PATH: '/bin',
    HOME: '/home/me',
    PYENV_VERSION: '3.12',
    EMULATOR_PASSWORD_PREFIX: 'leak',
    PYTHONPATH: '/site',
    AWS_SECRET_ACCESS_KEY: 'secret',
    CLOUDFLARE_API_TOKEN: 'secret',
    GITHUB_TOKEN: 'secret',
    NODE_OPTIONS: '--inspect',
    EMULATOR_KEY: 'of another',
  };
  expect(serverEnvironment('key', outer)).toEqual({
    PATH: '/bin',
    HOME: '/home/me',
    PYENV_VERSION: '3.12',
    EMULATOR_PASSWORD_PREFIX: 'leak',
    EMULATOR_KEY: 'key',
    PYTHONPATH: `${SOURCES}:/site`,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
  });
});
