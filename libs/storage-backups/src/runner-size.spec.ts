import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hoursOf, memoryFor, objectOf, partOf, sizeFor } from './runner-size';

/** What the README says of a database of so many GiB. */
function row(gib: number): string {
  const size = sizeFor(gib);
  const { backup, restore } = hoursOf(gib, size);
  const hours = (value: number): string => (value < 1 ? `${Math.ceil(value * 60)} min` : `${value.toFixed(1)} h`);
  return [
    gib,
    `${size.cpu / 1024} vCPU, ${size.memory} MiB`,
    memoryFor(gib),
    Math.ceil(partOf(gib)),
    Math.ceil(objectOf(gib)),
    hours(backup),
    hours(restore),
  ].join('|');
}

it('is in the README as the code computes it', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8').replace(/ *\| */g, '|');
  for (const gib of [10, 100, 500]) expect(readme).toContain(`|${row(gib)}|`);
});

it.each([1, 40, 41, 80, 81, 160, 161, 500, 4000])('gives memory enough for the upload of %d GiB', (gib) => {
  expect(sizeFor(gib).memory).toBeGreaterThanOrEqual(memoryFor(gib));
});

it('is no faster with more processors than a stream uses', () => {
  expect(hoursOf(500, { cpu: 4096, memory: 8192 })).toEqual(hoursOf(500, { cpu: 2048, memory: 4096 }));
  expect(hoursOf(500, { cpu: 512, memory: 1024 }).backup).toBeGreaterThan(hoursOf(500, sizeFor(500)).backup);
});
