import { TerraformVariable } from 'cdktf';
import { NOT_DEPLOYED, deployedImageOf, imageUriOf, isDeployed, whenDeployed } from '.';
import { deployedImage, resolved, synth } from './testing';

const CONDITION = '!endswith(var.image_core_api, ":not-deployed")';

describe('an image that a pipeline deploys', () => {
  it('is deployed unless its tag says that it is not', () => {
    synth((stack) => {
      const uri = new TerraformVariable(stack, 'uri', {}).stringValue;
      expect(resolved(stack, isDeployed(uri))).toBe(`\${!endswith(var.uri, ":${NOT_DEPLOYED}")}`);
    });
  });

  it('chooses between two texts, and between two numbers', () => {
    synth((stack) => {
      const image = deployedImage(stack, 'core-api');
      expect(resolved(stack, whenDeployed(image, 'ENABLED', 'DISABLED'))).toBe(
        `\${${CONDITION} ? "ENABLED" : "DISABLED"}`,
      );
      expect(resolved(stack, whenDeployed(image, 2, 0))).toBe(`\${${CONDITION} ? 2 : 0}`);
    });
  });

  it('asks nothing where nothing is awaited, or both are the same', () => {
    synth((stack) => {
      expect(whenDeployed(undefined, 'ENABLED', 'DISABLED')).toBe('ENABLED');
      expect(whenDeployed(deployedImage(stack, 'core-api'), 0, 0)).toBe(0);
    });
  });

  it('is told from an image that is named', () => {
    synth((stack) => {
      const image = deployedImage(stack, 'core-api');
      expect(deployedImageOf(image)).toBe(image);
      expect(imageUriOf(image)).toBe(image.uri);
      expect(deployedImageOf('core-api:1.4.2')).toBeUndefined();
      expect(imageUriOf('core-api:1.4.2')).toBe('core-api:1.4.2');
    });
  });
});
