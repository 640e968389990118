export {
  Synthesized,
  deployedImage,
  resolved,
  synth,
  warningsOf,
  type Block,
  type TerraformJson,
} from '@restartix/core/testing';
