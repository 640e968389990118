export { packPackages, type Packed, type PackOptions } from './pack/pack';
export { releasePreview, type Release, type ReleasePreview } from './api/preview';
export { firstVersionNote, refusal, type ChangedPackage } from './api/refusal';
