export { ask } from './ask';
export {
  act,
  command,
  filled,
  listed,
  minutes,
  Option,
  program,
  runCommandLine,
  understand,
  type Command,
  type CommandUnknownOpts,
} from './command-line';
export { ToolError } from './errors';
export {
  code,
  cell,
  coloured,
  fence,
  html,
  htmlLines,
  joined,
  gfm,
  terminal,
  trusted,
  type Html,
  type Markdown,
  type Terminal,
} from './escape/safe';
export { printable, visible } from './escape/visible';
export { Git } from './git';
export { canonicalJson, isRecord, parseJson, readJson } from './json';
export { withLock, type LockOptions } from './lock';
export { main } from './main';
export { valueOnceDeployed } from './once-deployed';
export { isProtected, needsProductionFlag, nxCommand } from './protected';
export { isRunning, processIdentity, type ProcessIdentity } from './process-identity';
export {
  become,
  capture,
  captureSync,
  mustCapture,
  mustCaptureSync,
  outsideEnvironment,
  show,
  type Finished,
  type RunOptions,
  type Shown,
} from './run';
export { SHARED_OPTIONS } from './shared-options';
export { shellWord } from './shell';
export { publicPackages, workspacePackages, workspaceRoot, type Manifest, type WorkspacePackage } from './workspace';
