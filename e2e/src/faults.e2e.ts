import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { page } from './faults/record';
import { SAMPLE, sweep } from './faults/sweeps';
import { REPOSITORY } from './workspace';

describe('a deploy whose calls go wrong', () => {
  it('ends as one in which nothing did, when it is run again: of what was made and not answered, nothing is made twice', async () => {
    await sweep(SAMPLE, ['answer lost, and the network with it'], (_, { tried, deploys, again, person }) => {
      expect({ again, person }).toEqual({ again: [], person: [] });
      // Five creations, then what follows one of them, then nothing.
      expect({ tried, deploys }).toEqual({ tried: 6, deploys: 3 });
    });
  });

  it('has the numbers of the last recorded sweep on its page', () => {
    expect(readFileSync(join(REPOSITORY, 'docs/reliability.md'), 'utf8')).toBe(page());
  });
});
