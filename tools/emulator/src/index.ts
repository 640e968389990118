export { emulatorStatus, startEmulator, stopEmulator, type StartOptions } from './emulator';
export { EmulatorError } from './errors';
export { emulatorHome } from './home';
export { type Emulator } from './record';
