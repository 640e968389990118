import { ACCEPTED, checkSuccessor, SUCCESSOR, type Checked } from '@restartix/checks/successor';
import { REPOSITORY } from './workspace';

describe("the same sources under CDKTF's successor", () => {
  let checked: Checked;
  beforeAll(async () => {
    checked = await checkSuccessor({ root: REPOSITORY, say: () => undefined });
  });

  it('compile and synthesize every environment to the same JSON', () => {
    expect(checked.refused).toEqual([]);
    expect(checked.envs).toEqual(expect.arrayContaining(['bootstrap', 'production', 'staging']));
  });

  it('are really synthesized by the one and by the other', () => {
    expect(checked.before).toMatch(/^cdktf 0\.21\./);
    expect(checked.after).toBe(`${SUCCESSOR.name} ${SUCCESSOR.version}`);
  });

  it('differ in what the libraries note for themselves, once in each file, and in nothing else', () => {
    for (const { why } of ACCEPTED) {
      expect(checked.accepted.filter((line) => line.endsWith(`(${why})`))).toHaveLength(checked.envs.length);
    }
  });
});
