import { Synthesized, resolved, synth } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { ContainerRegistry } from './container-registry';
import type { ContainerRegistryConfig } from './container-registry.config';

describe('ContainerRegistry', () => {
  const stack = synth(minimal);

  it('makes a repository for each name, scanned on push and encrypted', () => {
    expect(stack.resource('aws_ecr_repository', 'container_registry_core_api')).toEqual({
      name: 'restartix-staging-core-api',
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
      encryption_configuration: [{ encryption_type: 'AES256' }],
      force_delete: false,
    });
  });

  it('moves nothing when a repository is added', () => {
    const more = synth(
      (scope) => new ContainerRegistry(scope, 'container-registry', { repositories: ['portal', 'core-api', 'clinic'] }),
    );
    for (const type of ['aws_ecr_repository', 'aws_ecr_lifecycle_policy']) {
      expect(more.resources(type)).toMatchObject(stack.resources(type));
    }
  });

  it('removes untagged images after 14 days and keeps the newest 30 that have a tag', () => {
    const { rules } = Synthesized.parse(
      stack.resource('aws_ecr_lifecycle_policy', 'container_registry_clinic_lifecycle')['policy'],
    );
    expect(rules[1].selection).toEqual({
      tagStatus: 'untagged',
      countType: 'sinceImagePushed',
      countUnit: 'days',
      countNumber: 14,
    });
    // An untagged image must not count: it would push out one to roll back to.
    expect(rules[2].selection).toEqual({
      tagStatus: 'tagged',
      tagPatternList: ['*'],
      countType: 'imageCountMoreThan',
      countNumber: 30,
    });
  });

  it('removes an image that was deployed only when 30 newer ones were', () => {
    const { rules } = Synthesized.parse(
      synth(complete).resource('aws_ecr_lifecycle_policy', 'container_registry_core_api_lifecycle')['policy'],
    );
    // No rule of a lower priority removes what the tags of a rule match: this one has to come first.
    expect(rules[0]).toMatchObject({
      rulePriority: 1,
      selection: {
        tagStatus: 'tagged',
        tagPatternList: ['deployed-*'],
        countType: 'imageCountMoreThan',
        countNumber: 50,
      },
    });
    expect(rules.map(({ rulePriority }: { rulePriority: number }) => rulePriority)).toEqual([1, 2, 3]);
  });

  it('records which image is deployed, for the pipeline to write: none at first', () => {
    const name = 'container_registry_core_api_image';
    expect(stack.resource('aws_ssm_parameter', name)).toEqual({
      name: '/restartix/staging/images/core-api',
      type: 'String',
      insecure_value: '${aws_ecr_repository.container_registry_core_api.repository_url}:not-deployed',
      lifecycle: { ignore_changes: ['insecure_value'] },
    });
    synth((scope) => {
      const { images } = new ContainerRegistry(scope, 'container-registry', { repositories: ['core-api'] });
      expect(resolved(scope, images['core-api'])).toEqual({
        uri: `\${aws_ssm_parameter.${name}.insecure_value}`,
        isDeployed: `\${!endswith(aws_ssm_parameter.${name}.insecure_value, ":not-deployed")}`,
        parameterName: `\${aws_ssm_parameter.${name}.name}`,
        parameterArn: `\${aws_ssm_parameter.${name}.arn}`,
        repositoryUrl: '${aws_ecr_repository.container_registry_core_api.repository_url}',
        repositoryArn: '${aws_ecr_repository.container_registry_core_api.arn}',
      });
    });
  });

  it('can let tags move, use a key of yours, and let other accounts pull and nothing else', () => {
    const other = synth(complete);
    expect(other.resource('aws_ecr_repository', 'container_registry_core_api')).toMatchObject({
      image_tag_mutability: 'MUTABLE',
      force_delete: true,
      encryption_configuration: [{ encryption_type: 'KMS' }],
    });
    const policy = other.resource('aws_ecr_repository_policy', 'container_registry_core_api_policy')['policy'];
    const [statement] = Synthesized.parse(policy)['Statement'];
    expect(statement.Principal).toEqual({ AWS: ['arn:aws:iam::210987654321:root'] });
    expect(statement.Action).toEqual([
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:GetDownloadUrlForLayer',
    ]);
    expect(stack.resources('aws_ecr_repository_policy')).toEqual({});
  });

  it('names images by tag or digest', () => {
    synth((scope) => {
      const registry = new ContainerRegistry(scope, 'registry', {
        repositories: ['core-api'],
        tagMutability: 'mutable',
      });
      const url = '${aws_ecr_repository.registry_core_api.repository_url}';
      expect(resolved(scope, registry.uri('core-api'))).toBe(`${url}:latest`);
      expect(resolved(scope, registry.uri('core-api', 'v1.2.3'))).toBe(`${url}:v1.2.3`);
      expect(resolved(scope, registry.uri('core-api', 'sha256:abc'))).toBe(`${url}@sha256:abc`);
      expect(resolved(scope, registry.repositoryArns['core-api'])).toBe('${aws_ecr_repository.registry_core_api.arn}');
      const fixed = new ContainerRegistry(scope, 'fixed', { repositories: ['jobs'] });
      expect(() => fixed.uri('jobs')).toThrow('The tags of repository "jobs" are immutable: say which one');
      expect(resolved(scope, fixed.uri('jobs', 'v1'))).toBe('${aws_ecr_repository.fixed_jobs.repository_url}:v1');
      expect(() => registry.uri('portal')).toThrow('There is no repository "portal"; there are: core-api.');
    });
  });

  it('is refused a name that another repository of the stack has', () => {
    expect(() =>
      synth((scope) => {
        new ContainerRegistry(scope, 'registry', { repositories: ['core-api'] });
        new ContainerRegistry(scope, 'second', { repositories: ['portal', 'core-api'] });
      }),
    ).toThrow(
      'container-registry "second": repositories[1] "core-api" is not possible (allowed: a name that no other container-registry of the environment has; "test/registry" has this one)',
    );
  });

  it.each<[Partial<ContainerRegistryConfig>, string]>([
    [
      { repositories: [] },
      'container-registry "registry": repositories [] is not possible (allowed: one name or more)',
    ],
    [{ repositories: ['Core'] }, 'repositories[0] "Core" is not possible (allowed: lowercase letters and digits'],
    [{ repositories: ['a--b'] }, 'repositories[0] "a--b" is not possible'],
    [{ repositories: ['a', 'a'] }, 'repositories[1] "a" is not possible (allowed: each value once)'],
    [{ untaggedDays: 0 }, 'untaggedDays 0 is not possible (allowed: 1 or more'],
    [{ keepDeployed: 0 }, 'keepDeployed 0 is not possible (allowed: 1 or more'],
    [{ keepTagged: 1.5 }, 'keepTagged 1.5 is not possible'],
    [{ pullAccounts: ['123'] }, 'pullAccounts[0] "123" is not possible (allowed: an account id of 12 digits)'],
  ])('refuses %p', (config, message) => {
    expect(() =>
      synth((scope) => new ContainerRegistry(scope, 'registry', { repositories: ['core-api'], ...config })),
    ).toThrow(message);
  });
});
