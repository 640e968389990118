export { emulatorStatus, startEmulator, stopEmulator, type Emulator } from './emulator';
export { EmulatorError } from './errors';
export { emulatorHome } from './home';
