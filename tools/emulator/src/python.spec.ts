import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython, pinnedMoto, type PythonOptions } from './python';

jest.setTimeout(60_000);

let folder: string;
let lines: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'python-'));
  lines = [];
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'requirements.txt'), 'moto==9.9.9\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that answers like Python with this version, moto and way of installing. */
function fakePython(name: string, { version = '3 12', moto = '', pip = 'exit 0', venv = 'exit 0' } = {}): string {
  const file = join(folder, 'bin', name);
  writeFileSync(
    file,
    `#!/bin/sh
case "$*" in
  *version_info*) echo '${version}' ;;
  *importlib.metadata*) [ -n '${moto}' ] && echo '${moto}' || exit 1 ;;
  *werkzeug_app*) exit 0 ;;
  *'-m venv'*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python"; ${venv} ;;
  *'-m pip'*) ${pip} ;;
esac
`,
  );
  chmodSync(file, 0o755);
  return file;
}

function find(options: PythonOptions = {}): Promise<string> {
  return findPython({
    environment: { PATH: join(folder, 'bin') },
    venv: join(folder, '.venv'),
    requirements: join(folder, 'requirements.txt'),
    onProgress: (line) => lines.push(line),
    ...options,
  });
}

// The fake needs the usual tools, found through the test's own PATH.
const shell = process.env['PATH'];
const named = (python: string): PythonOptions => ({ environment: { PATH: shell, EMULATOR_PYTHON: python } });

describe('EMULATOR_PYTHON', () => {
  it('is used when it has the pinned moto', async () => {
    const python = fakePython('mine', { moto: '9.9.9' });
    await expect(find(named(python))).resolves.toBe(python);
  });

  it('is refused when it has another', async () => {
    await expect(find(named(fakePython('mine', { moto: '5.0.0' })))).rejects.toThrow(
      /has moto 5\.0\.0; the emulator's corrections are for moto 9\.9\.9\.\nhint: Install it there/,
    );
  });

  it('is refused when it has none', async () => {
    await expect(find(named(fakePython('mine')))).rejects.toThrow('has no moto with its server');
  });

  it('is refused when it is no Python', async () => {
    await expect(find(named(join(folder, 'nothing')))).rejects.toThrow('nothing, which does not run.');
  });
});

describe('a Python on PATH', () => {
  it('is used as it is when it has the pinned moto', async () => {
    const python = fakePython('python3', { moto: '9.9.9' });
    await expect(find()).resolves.toBe(python);
    expect(existsSync(join(folder, '.venv'))).toBe(false);
  });

  it('is passed over for a newer one beside it when it is too old', async () => {
    fakePython('python3', { version: '3 9', moto: '9.9.9' });
    const newer = fakePython('python3.12', { moto: '9.9.9' });
    await expect(find()).resolves.toBe(newer);
  });

  it('is refused when it is too old', async () => {
    const python = fakePython('python3', { version: '3 9' });
    await expect(find()).rejects.toThrow(
      `The emulator needs Python 3.10 or later; on PATH there is ${python} (3.9).\nhint: Install Python 3.10 or later`,
    );
  });

  it('is asked for when there is none', async () => {
    await expect(find()).rejects.toThrow(/needs Python, which is not on PATH\.\nhint: Install Python 3\.10 or later/);
  });
});

describe('an environment of its own', () => {
  const onShell = (): PythonOptions => ({ environment: { PATH: `${join(folder, 'bin')}:${shell}` } });

  it('is made on first use, and used from then on', async () => {
    fakePython('python3');
    await expect(find(onShell())).resolves.toBe(join(folder, '.venv/bin/python'));
    expect(lines).toEqual([expect.stringContaining('First use: installing the emulator'), 'Installed.']);
    lines = [];
    await expect(find(onShell())).resolves.toBe(join(folder, '.venv/bin/python'));
    expect(lines).toEqual([]);
  });

  it('is made anew when the requirements change', async () => {
    fakePython('python3');
    await find(onShell());
    writeFileSync(join(folder, 'requirements.txt'), 'moto==10.0.0\n');
    lines = [];
    await find(onShell());
    expect(lines).toHaveLength(2);
  });

  it('is made anew when its Python does not start any more', async () => {
    fakePython('python3');
    await find(onShell());
    rmSync(join(folder, '.venv/bin/python'));
    await expect(find(onShell())).resolves.toBe(join(folder, '.venv/bin/python'));
    expect(existsSync(join(folder, '.venv/bin/python'))).toBe(true);
  });

  it('says what pip could not do, and leaves nothing behind', async () => {
    fakePython('python3', { pip: "echo 'ERROR: No matching distribution found for moto' >&2; exit 1" });
    await expect(find(onShell())).rejects.toThrow(
      /could not be installed: ERROR: No matching distribution found for moto\nhint: Fix what it names/,
    );
    expect(readdirSync(folder).sort()).toEqual(['bin', 'requirements.txt']);
  });

  it('says what a Python without venv asks for', async () => {
    fakePython('python3', { venv: "echo 'apt install python3.12-venv'; exit 1" });
    await expect(find(onShell())).rejects.toThrow('apt install python3.12-venv');
  });

  it('is not confused by one whose making was broken off', async () => {
    fakePython('python3');
    const abandoned = join(folder, '.venv-building-killed');
    mkdirSync(join(abandoned, 'bin'), { recursive: true });
    utimesSync(abandoned, new Date(0), new Date(0));
    mkdirSync(join(folder, '.venv'));
    await expect(find(onShell())).resolves.toBe(join(folder, '.venv/bin/python'));
    expect(readdirSync(folder).sort()).toEqual(['.venv', 'bin', 'requirements.txt']);
  });
});

it('pins one version of moto', () => {
  expect(pinnedMoto()).toMatch(/^\d+\.\d+\.\d+$/);
});
