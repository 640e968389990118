export { createNodes, type CdktfPluginOptions } from './plugin';
export { TERRAFORM_COMMANDS } from './terraform-targets';
export { ENV_COMMANDS, SYNTH_OUTPUTS, envTargets, type EnvTargetsContext } from './env-targets';
