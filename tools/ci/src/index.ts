export { lockFileProblems, type LockFile } from './package-lock';
export { addUpReports, clearReports, type Count } from './test-counts';
export { workflowFiles } from './workflows/files';
export { identitiesOf, type Identity } from './workflows/identities';
export { synthesizedEnv } from './environments/synthesized';
