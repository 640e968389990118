export { PackagesError } from './errors';
export type { Manifest } from './manifest/manifest';
export { packPackages, type Packed, type PackOptions } from './pack';
export { publicPackages, workspacePackages, type WorkspacePackage } from './workspace';
