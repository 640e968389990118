import { APPLICATION_CONTAINERS, contractOf, runtimeOf, SERVICES } from '@restartix/platform';
import { ENV_NAMES, ENVIRONMENTS } from '../environments';
import { containersOf, type Container } from './containers';

describe.each(ENV_NAMES)('in %s', (env) => {
  const containers = containersOf(ENVIRONMENTS[env]);

  describe.each(APPLICATION_CONTAINERS)('the container of %s', (application) => {
    const container = containers.get(application) as Container;
    const given = [...container.environment, ...container.secrets].map(({ name }) => name);

    it('has no variable that the contract does not name, and each once', () => {
      const lines = contractOf(application);
      expect(given.filter((name) => !lines.some(({ matches }) => matches(name)))).toEqual([]);
      expect(new Set(given).size).toBe(given.length);
    });

    it('has every variable that the contract names, secret ones from Secrets Manager', () => {
      for (const { name, isSecret, matches } of contractOf(application)) {
        const from = isSecret ? container.secrets : container.environment;
        expect([name, from.some((each) => matches(each.name))]).toEqual([name, true]);
      }
    });

    it('gets each secret by its key, none whole', () => {
      for (const { valueFrom } of container.secrets) expect(valueFrom).toMatch(/\}:[A-Z][A-Z0-9_]*::$/);
    });

    it('runs as the contract says: user, port, time to stop, folders that can be written', () => {
      const { user, writablePaths, stopTimeoutSeconds } = runtimeOf(application);
      expect(container).toMatchObject({ user, stopTimeout: stopTimeoutSeconds });
      const port = application === 'migrations' ? [] : [SERVICES[application].port];
      expect(container.portMappings.map(({ containerPort }) => containerPort)).toEqual(port);
      const writable = container.readonlyRootFilesystem
        ? container.mountPoints.map(({ containerPath }) => containerPath)
        : ['/'];
      expect([writablePaths, ['/']]).toContainEqual(writable);
    });
  });

  it('has a writable root file system only where ECS Exec is on', () => {
    const services = Object.entries(ENVIRONMENTS[env].synthesized.resources('aws_ecs_service'));
    const exec = services.filter(([, service]) => service['enable_execute_command']).map(([id]) => id);
    const writable = APPLICATION_CONTAINERS.filter(
      (application) => !containers.get(application)!.readonlyRootFilesystem,
    );
    expect(writable.map((name) => `${name.replaceAll('-', '_')}_service`)).toEqual(exec);
  });
});
