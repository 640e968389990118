#!/usr/bin/env node
import { act, command, main, program } from '@restartix/kit';
import { emulatorStatus, startEmulator, stopEmulator } from './emulator';
import { type Emulator } from './record';

const NOT_RUNNING = 3;

const COMMANDS = [
  act(command('start', 'Starts the local AWS and Cloudflare; shows it when it runs.'), async () => {
    show(await startEmulator({ onProgress: (line) => console.error(line) }));
    return 0;
  }),
  act(command('stop', 'Stops it; what it held is gone.'), async () => {
    console.log((await stopEmulator()) ? 'Emulator stopped; its resources are gone.' : 'No emulator is running.');
    return 0;
  }),
  act(command('status', 'Says whether it runs, and where.'), async () => {
    const emulator = await emulatorStatus();
    if (!emulator) {
      console.log('No emulator is running. Start one: npx nx run emulator:start');
      return NOT_RUNNING;
    }
    show(emulator);
    return 0;
  }),
];

function show({ url, pid, startedAt, callsFile, logFile }: Emulator): void {
  console.log(`Emulator at ${url} (process ${pid}, since ${startedAt})
  API calls  ${callsFile}
  log        ${logFile}
  use it     AWS_ENDPOINT_URL=${url} AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws sts get-caller-identity
  stop it    npx nx run emulator:stop`);
}

main(program('node tools/emulator/dist/cli.js', 'The local AWS and Cloudflare.', COMMANDS));
