import { TerraformOutput } from 'cdktf';
import { isDeployed, whenDeployed } from '@restartix/core';
import { synthStacks } from '@restartix/testing';
import { ContainerRegistry } from './container-registry';

describe('an image that is deployed', () => {
  it('is read from its parameter in another stack, whose state may be older than the deployment', () => {
    const { app, base } = synthStacks((stack) => {
      const image = new ContainerRegistry(stack('base'), 'registry', { repositories: ['core-api'] }).images[
        'core-api'
      ]!;
      const user = stack('app');
      const value = { uri: image.uri, count: whenDeployed(image, 2, 0), deployed: isDeployed(image.uri) };
      new TerraformOutput(user, 'image', { value, staticId: true });
    });
    const uri = 'data.aws_ssm_parameter.deployed_restartix_staging_images_core_api.insecure_value';
    expect(app!.outputs['image']!['value']).toEqual({
      uri: `\${${uri}}`,
      count: `\${!endswith(${uri}, ":not-deployed") ? 2 : 0}`,
      deployed: `\${!endswith(${uri}, ":not-deployed")}`,
    });
    expect(Object.values(app!.data('aws_ssm_parameter'))).toEqual([
      expect.objectContaining({ name: '/restartix/staging/images/core-api' }),
    ]);
    expect(base!.outputs).toEqual({});
  });
});
