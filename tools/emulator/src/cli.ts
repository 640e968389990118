#!/usr/bin/env node
import { chooseCommand, main } from '@restartix/kit';
import { emulatorStatus, startEmulator, stopEmulator } from './emulator';
import { type Emulator } from './record';

const NOT_RUNNING = 3;

const COMMANDS: Readonly<Record<string, () => Promise<number>>> = {
  start: async () => {
    show(await startEmulator({ onProgress: (line) => console.error(line) }));
    return 0;
  },
  stop: async () => {
    console.log((await stopEmulator()) ? 'Emulator stopped; its resources are gone.' : 'No emulator is running.');
    return 0;
  },
  status: async () => {
    const emulator = await emulatorStatus();
    if (!emulator) {
      console.log('No emulator is running. Start one: npx nx run emulator:start');
      return NOT_RUNNING;
    }
    show(emulator);
    return 0;
  },
};

function show({ url, pid, startedAt, callsFile, logFile }: Emulator): void {
  console.log(`Emulator at ${url} (process ${pid}, since ${startedAt})
  API calls  ${callsFile}
  log        ${logFile}
  use it     AWS_ENDPOINT_URL=${url} AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws sts get-caller-identity
  stop it    npx nx run emulator:stop`);
}

main(([name]) => chooseCommand(COMMANDS, name)());
