export { emulatorStatus, startEmulator, stopEmulator, type StartOptions } from './emulator';
export { emulatorHome } from './home';
export { type Emulator } from './record';
