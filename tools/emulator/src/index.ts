export { LOCAL_SECRET_KEY, localAccessKey } from './credentials';
export { emulatorStatus, startEmulator, stopEmulator, type StartOptions } from './emulator';
export { emulatorHome } from './home';
export { type Emulator } from './record';
