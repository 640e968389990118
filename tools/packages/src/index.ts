export { PackagesError } from './errors';
export type { Manifest } from './manifest/manifest';
export { packPackages, type Packed, type PackOptions } from './pack';
export { publicPackages, workspacePackages, type WorkspacePackage } from './workspace';
export { releasePreview, type Release, type ReleasePreview } from './release/preview';
export { firstVersionNote, refusal, type ChangedApi } from './release/verdict';
