export { lockFileProblems, type LockFile } from './lock-file';
export { addUpReports, clearReports, type Count } from './report';
