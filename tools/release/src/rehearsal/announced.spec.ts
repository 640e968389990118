import { Scratch } from '@restartix/kit/testing';
import { announced } from './announced';
import type { Announced } from './refusals';

const NAME = '@acme/store';

let scratch: Scratch;
beforeEach(() => {
  scratch = new Scratch();
  scratch.write('.changeset/README.md', '');
  scratch.write('libs/store/package.json', '{ "version": "1.2.0" }');
});
afterEach(() => scratch.dispose());

function changeset(name: string, text: string): void {
  scratch.write(`.changeset/${name}.md`, `---\n${text}`);
}

const said = async (version = '1.2.0'): Promise<Announced> =>
  (await announced(scratch.root))({ name: NAME, folder: 'libs/store', version });

test('says nothing of a library that nothing names', async () => {
  changeset('other', `'@acme/other': major\n---\n\n## Upgrade\n`);
  expect(await said()).toEqual({ bump: 'none', guide: false });
});

test('takes the greatest of the changesets that wait', async () => {
  changeset('one', `'${NAME}': patch\n---\n\nMore.\n`);
  changeset('two', `'${NAME}': minor\n'@acme/other': major\n---\n\nMore.\n`);
  expect(await said()).toEqual({ bump: 'minor', guide: false });
});

test('finds the guide in a changeset', async () => {
  changeset('one', `'${NAME}': major\n---\n\nOther.\n\n## Upgrade\n\nDo this.\n`);
  expect(await said()).toEqual({ bump: 'major', guide: true });
});

test('remembers both when changesets became a version', async () => {
  scratch.write('libs/store/package.json', '{ "version": "2.0.0" }');
  scratch.write(
    'libs/store/CHANGELOG.md',
    `# ${NAME}\n\n## 2.0.0\n\n### Major Changes\n\n- abc: Other.\n\n  ## Upgrade\n\n  Do this.\n\n## 1.2.0\n\n- More.\n`,
  );
  expect(await said()).toEqual({ bump: 'major', guide: true });
});

test('does not take the guide of an earlier version', async () => {
  scratch.write('libs/store/package.json', '{ "version": "2.0.1" }');
  scratch.write(
    'libs/store/CHANGELOG.md',
    `# ${NAME}\n\n## 2.0.1\n\n- A fix.\n\n## 2.0.0\n\n- Other.\n\n  ## Upgrade\n\n  Do this.\n`,
  );
  expect(await said('2.0.0')).toEqual({ bump: 'patch', guide: false });
});

test.each([
  ['1.2.0', 'none'],
  ['1.1.9', 'minor'],
  ['0.9.0', 'major'],
  ['1.2.0-next.1', 'none'],
])('from %s it is %s', async (version, bump) => {
  expect((await said(version)).bump).toBe(bump);
});
