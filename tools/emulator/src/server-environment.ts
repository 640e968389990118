import { SOURCES } from './python';

/**
 * What Python needs to start (also behind a version manager's shim) and what configures the emulator: neither the
 * credentials nor the tokens of whoever starts it.
 */
const KEPT = /^(PATH|HOME|LANG|LC_\w+|TMPDIR|LD_LIBRARY_PATH|PYTHONHOME|PYENV_\w+|ASDF_\w+|EMULATOR_\w+)$/;

/** Its own sources come before what the caller's Python finds elsewhere, and no cache is written beside them. */
export function serverEnvironment(key: string, outer: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(outer).filter(([name]) => KEPT.test(name))),
    EMULATOR_KEY: key,
    PYTHONPATH: [SOURCES, outer['PYTHONPATH']].filter(Boolean).join(':'),
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
  };
}
