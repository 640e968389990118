import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { page } from './faults/record';
import { openSweep, SAMPLE } from './faults/sweeps';
import { REPOSITORY } from './workspace';

describe('a deploy whose calls go wrong', () => {
  it('ends as one in which nothing did, when it is run again: of what was made and not answered, nothing is made twice', async () => {
    const sweep = await openSweep(SAMPLE);
    try {
      const { tried, deploys, again, person } = await sweep.of('answer lost, and the network with it');
      expect({ again, person }).toEqual({ again: [], person: [] });
      // Six creations, then what follows two of them, then nothing.
      expect({ tried, deploys }).toEqual({ tried: 8, deploys: 3 });
    } finally {
      await sweep.close();
    }
  });

  it('has the numbers of the last recorded sweep on its page', () => {
    expect(readFileSync(join(REPOSITORY, 'docs/reliability.md'), 'utf8')).toBe(page());
  });
});
