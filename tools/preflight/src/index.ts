export { PREFLIGHT_ACTIONS } from './actions';
export { callerIdentity, describeTarget } from './account/target';
export { cloudflareApi, type CloudflareAccess } from './cloudflare/api';
export { command } from './command';
export type { Finding, Level } from './finding';
export { preflight, type PreflightReport, type PreflightRequest } from './preflight';
export { plain, reportText } from './report';
export { Synthesis } from './synthesis';
