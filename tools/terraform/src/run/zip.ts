import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DEFLATED = 8;

/** The wanted files of a zip archive (a saved plan is one), as text. A file that is not in it is not in the result. */
export function readZip(file: string, wanted: readonly string[]): Record<string, string> {
  const zip = readFileSync(file);
  const end = endOfDirectory(zip);
  const found: Record<string, string> = {};
  let entry = zip.readUInt32LE(end + 16);
  for (let i = zip.readUInt16LE(end + 10); i > 0; i -= 1) {
    const nameLength = zip.readUInt16LE(entry + 28);
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength);
    if (wanted.includes(name)) found[name] = content(zip, entry);
    entry += 46 + nameLength + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return found;
}

function content(zip: Buffer, entry: number): string {
  const header = zip.readUInt32LE(entry + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const data = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
  return (zip.readUInt16LE(entry + 10) === DEFLATED ? inflateRawSync(data) : data).toString('utf8');
}

function endOfDirectory(zip: Buffer): number {
  for (let i = zip.length - 22; i >= 0; i -= 1) if (zip.readUInt32LE(i) === END_OF_DIRECTORY) return i;
  throw new Error('Not a zip archive.');
}
