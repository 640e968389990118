/** An access key that the emulator takes; its log then says which command of which environment called. */
export function localAccessKey(env: string, command: string): string {
  return `local.${env}.${command}`;
}

/** The account that the emulator is. */
export const LOCAL_ACCOUNT = '123456789012';

/** The emulator takes any. */
export const LOCAL_SECRET_KEY = 'local';
