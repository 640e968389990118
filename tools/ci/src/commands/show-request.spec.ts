import { DIGEST, OTHER_DIGEST, summaryOf } from '../testing/fake-workspace';
import { useFakes } from '../testing/use-fakes';
import { showRequest } from './show-request';

const fakes = useFakes();

async function run(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
  const job = { GITHUB_ACTOR: 'alice', GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_SHA: 'c0ffee', ...environment };
  expect(await showRequest(['production', ...args], fakes.workspace.context(job))).toBe(0);
  return fakes.workspace.read('summary');
}

describe('show-request', () => {
  it('shows who approves all that the run was given: plan, what it may lose, who asked and how', async () => {
    const page = await run([`--digest=${DIGEST}`, '--approved-by=bob'], {
      ALLOW_DATA_LOSS: 'aws_db_instance.main',
      ALLOW_OUTAGE: 'aws_lb.main',
    });
    expect(page).toMatch(/# Request to deploy production/);
    expect(page).toContain(`| Plan | \`${DIGEST}\` |`);
    expect(page).toContain('| May lose data | `aws_db_instance.main` |');
    expect(page).toContain('| May interrupt | `aws_lb.main` |');
    expect(page).toContain('| Started by | alice |');
    expect(page).toContain('| How | `by hand` |');
    expect(page).toContain('| Change approved by | bob |');
    expect(page).toContain('| Commit | c0ffee |');
    expect(fakes.workspace.outputs()).toEqual({ digest: DIGEST });
  });

  it('names who started the run again too', async () => {
    expect(await run([], { GITHUB_TRIGGERING_ACTOR: 'mallory' })).toContain('| Started by | `alice, mallory` |');
  });

  it('takes the digest of the reviewed plan, and shows that plan', async () => {
    fakes.workspace.artifact('reviewed', summaryOf('production'), '## production: 1 to update');
    expect(await run(['--reviewed=reviewed'])).toContain('## production: 1 to update');
    expect(fakes.workspace.outputs()).toEqual({ digest: DIGEST });
  });

  it('takes the digest that a person gives before that of the reviewed plan', async () => {
    fakes.workspace.artifact('reviewed', summaryOf('production'));
    await run(['--reviewed=reviewed', `--digest=${OTHER_DIGEST}`]);
    expect(fakes.workspace.outputs()).toEqual({ digest: OTHER_DIGEST });
  });

  it('says why nothing was reviewed', async () => {
    const page = await run(['--reviewed=reviewed', '--reason=Nobody approved it.']);
    expect(page).toContain('| Change approved by | `Nobody approved it.` |');
    expect(page).toContain('only a plan without changes is applied');
    expect(fakes.workspace.outputs()).toEqual({ digest: '' });
  });

  it('lets nothing that was typed hide or look like the page’s own words', async () => {
    const page = await run([], { ALLOW_DATA_LOSS: 'a`|<b>\u202e\n# b' });
    expect(page).toMatch(/^\| May lose data \| `` a`\\\|<b>\\u202e\\n# b `` \|$/m);
  });

  it('refuses what is no digest', async () => {
    await expect(run(['--digest=yes'])).rejects.toThrow(/is not a digest/);
  });
});
