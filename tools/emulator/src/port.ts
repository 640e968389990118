import { createServer } from 'node:net';
import { ToolError } from '@restartix/kit';

/** The port that `EMULATOR_PORT` asks for, if it can be had; 0, any free one, when it asks for none. */
export async function wantedPort(environment: NodeJS.ProcessEnv = process.env): Promise<number> {
  const wanted = environment['EMULATOR_PORT'];
  if (!wanted) return 0;
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new ToolError(
      `EMULATOR_PORT is "${wanted}", which is not a port.`,
      'Use a number from 1024 to 65535, or unset it to take a free one.',
    );
  }
  const code = await refusal(port);
  if (!code) return port;
  throw new ToolError(
    code === 'EADDRINUSE'
      ? `Port ${port}, which EMULATOR_PORT asks for, is in use by another program.`
      : `Port ${port}, which EMULATOR_PORT asks for, cannot be used (${code}).`,
    'Choose another port, or unset EMULATOR_PORT to take a free one.',
  );
}

/** Why a port cannot be listened on; undefined when it can. */
function refusal(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer().on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}
