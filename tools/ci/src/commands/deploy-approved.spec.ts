import { DIGEST, OTHER_DIGEST, summaryOf } from '../testing/fake-workspace';
import { useFakes } from '../testing/use-fakes';
import { deployApproved } from './deploy-approved';

const WORK = 'apps/staging/.tf';

const fakes = useFakes();

beforeEach(() => {
  deploys('## staging: 1 to update');
});

/** The tool that deploys, which notes how it was called. */
function deploys(markdown: string, { error = '', code = 0 } = {}): void {
  const script = [
    `const fs = require('fs');`,
    `fs.mkdirSync('${WORK}', { recursive: true });`,
    `fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');`,
    `fs.writeFileSync('${WORK}/plan.md', ${JSON.stringify(markdown)});`,
    `console.error(${JSON.stringify(error)});`,
    `process.exit(${code});`,
  ];
  fakes.workspace.program('tools/terraform/dist/cli.js', script.join('\n'));
}

function run(...args: string[]): Promise<number> {
  return deployApproved(['staging', ...args], fakes.workspace.context());
}

describe('deploy-approved', () => {
  it('deploys with the digest that was reviewed', async () => {
    expect(await run(`--digest=${DIGEST}`)).toBe(0);
    expect(fakes.workspace.read('calls')).toBe(`deploy staging --approve=${DIGEST}\n`);
    expect(fakes.workspace.read('summary')).toMatch(/# staging is deployed[\s\S]*1 to update/);
  });

  it('says that production is meant only when told so', async () => {
    await run(`--digest=${DIGEST}`, '--production', '--local');
    expect(fakes.workspace.read('calls')).toBe(`deploy staging --local --approve=${DIGEST} --production\n`);
  });

  it('lets nothing through but an empty plan when nothing was reviewed', async () => {
    await run();
    expect(fakes.workspace.read('calls')).toBe('deploy staging --approve=none\n');
  });

  it('fails as the deployment fails, and shows why on the page of the run', async () => {
    deploys('## staging: 2 to update', { error: 'The plan is not the approved one', code: 1 });
    expect(await run(`--digest=${DIGEST}`, '--reason=Pull request #7 is stale.')).toBe(1);
    expect(fakes.workspace.read('summary')).toMatch(
      /# staging was not deployed\n\n`Pull request #7 is stale\.`[\s\S]*The plan is not the approved one[\s\S]*## staging: 2 to update/,
    );
  });

  it('hands over what was reviewed, so that the change since is told', async () => {
    fakes.workspace.artifact('reviewed', summaryOf('staging'));
    await run(`--digest=${DIGEST}`, '--reviewed=reviewed');
    expect(JSON.parse(fakes.workspace.read(`${WORK}/plan-summary.json`))).toEqual(summaryOf('staging'));
  });

  it('takes over nothing else of an artifact, such as a state that the next run would save', async () => {
    fakes.workspace.artifact('reviewed', summaryOf('staging'));
    fakes.workspace.write('reviewed/errored.tfstate', '{}');
    await run(`--digest=${DIGEST}`, '--reviewed=reviewed');
    expect(fakes.workspace.read(`${WORK}/errored.tfstate`)).toBe('');
  });

  it('takes over no summary of another plan', async () => {
    fakes.workspace.artifact('reviewed', summaryOf('staging', OTHER_DIGEST));
    await run(`--digest=${DIGEST}`, '--reviewed=reviewed');
    expect(fakes.workspace.read(`${WORK}/plan-summary.json`)).toBe('');
  });

  it('goes on without what was reviewed when it is gone', async () => {
    expect(await run(`--digest=${DIGEST}`, '--reviewed=reviewed')).toBe(0);
  });

  it.each(['sha256:abc', 'none', `${DIGEST} --production`])(
    'refuses the digest %p before anything runs',
    async (digest) => {
      await expect(run(`--digest=${digest}`)).rejects.toThrow(/is not a digest/);
      expect(fakes.workspace.read('calls')).toBe('');
    },
  );
});
