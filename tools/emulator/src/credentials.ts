/** An access key that the emulator takes; its log then says which command of which environment called. */
export function localAccessKey(env: string, command: string): string {
  return `local.${env}.${command}`;
}

/** The emulator takes any. */
export const LOCAL_SECRET_KEY = 'local';
