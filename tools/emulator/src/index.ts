export { LOCAL_ACCOUNT, LOCAL_SECRET_KEY, localAccessKey } from './credentials';
export { emulatorStatus, startEmulator, stopEmulator, type StartOptions } from './emulator';
export { findPython } from './python';
export { emulatorHome } from './home';
export { faultReports, resetEmulator, setFaults, type Fault, type FaultReport } from './pages';
export { type Emulator } from './record';
