export { destination, type Destination } from './destination';
export { ReleaseError } from './errors';
export { MANIFEST, readManifest, type Manifest, type Packed } from './manifest';
export { npmrc, registryUrl } from './npmrc';
export { pack } from './pack';
export { publicPackages, type PublicPackage } from './packages';
export { publish, type PublishOptions } from './publish';
export { NpmRegistry, type Content, type Registry } from './registry';
export { sizes } from './sizes';
