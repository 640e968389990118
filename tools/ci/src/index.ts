export { lockFileProblems, type LockFile } from './lock-file';
export { addUpReports, clearReports, type Count } from './report';
export { workflowFiles } from './workflows/files';
export { identitiesOf, type Identity } from './workflows/identities';
export { synthesizedEnv } from './environments/synthesized';
