/** Options that mean the same in every tool that has them. */
export const SHARED_OPTIONS = {
  local: ['--local', 'on the emulator of this machine: no account, no questions'],
  production: ['--production', 'says that production is meant'],
  yes: ['--yes <env>', 'the name of the environment, given ahead instead of typed'],
  json: ['--json', 'print JSON'],
} as const;
