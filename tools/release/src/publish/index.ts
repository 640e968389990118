export { destination, type Destination } from './destination';
export { npmrc, registryUrl } from './npmrc';
export { MANIFEST, readManifest, type Manifest, type Packed } from './packed';
export { NpmRegistry, type Content, type Registry } from './registry';
export { sizes } from './sizes';
