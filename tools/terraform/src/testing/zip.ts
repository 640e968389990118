/** A zip archive with one stored file. */
export function zipOf(name: string, text: string): Buffer {
  const [path, data] = [Buffer.from(name), Buffer.from(text)];
  const local = header(30, { 0: 0x04034b50, 18: data.length, 22: data.length, 26: path.length });
  const entry = header(46, { 0: 0x02014b50, 20: data.length, 24: data.length, 28: path.length });
  const body = Buffer.concat([local, path, data]);
  const end = header(22, { 0: 0x06054b50, 16: body.length });
  end.writeUInt16LE(1, 10);
  return Buffer.concat([body, entry, path, end]);
}

function header(length: number, fields: Readonly<Record<number, number>>): Buffer {
  const bytes = Buffer.alloc(length);
  for (const [offset, value] of Object.entries(fields)) bytes.writeUInt32LE(value, Number(offset));
  return bytes;
}
