export { PREFLIGHT_ACTIONS } from './actions';
export type { Finding, Level } from './finding';
export { preflight, type PreflightReport, type PreflightRequest } from './preflight';
export { reportText } from './report';
