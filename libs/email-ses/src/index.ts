export { EmailSes, type EmailSesOutputs } from './email-ses';
export type { DmarcPolicy, EmailSesConfig } from './email-ses.config';
export type { DkimRecord } from './dns-records';
