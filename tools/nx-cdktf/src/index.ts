export { createNodes, type CdktfPluginOptions } from './plugin/plugin';
