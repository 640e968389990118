export { createNodes, type CdktfPluginOptions } from './plugin';
export { ENV_COMMANDS, SYNTH_OUTPUTS, envTargets, type EnvTargetsContext } from './env-targets';
