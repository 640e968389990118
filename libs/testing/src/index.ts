export {
  Synthesized,
  deployedImage,
  resolved,
  synth,
  synthStacks,
  warningsOf,
  type Block,
  type TerraformJson,
} from '@restartix/core/testing';
