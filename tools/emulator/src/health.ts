import { get } from 'node:http';

/** An emulator that answers. */
export interface Answering {
  readonly id: string;
  readonly pid: number;
}

/** The emulator at a port; undefined when something else is there, or nothing. */
export function emulatorAt(port: number): Promise<Answering | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/restartix-emulator/health', timeout: 2000 }, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString()));
      response.on('end', () => resolve(emulatorIn(body)));
      response.on('error', () => resolve(undefined));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

function emulatorIn(body: string): Answering | undefined {
  try {
    const { id, pid } = JSON.parse(body) as Partial<Answering>;
    return id === undefined || pid === undefined ? undefined : { id, pid };
  } catch {
    return undefined;
  }
}
