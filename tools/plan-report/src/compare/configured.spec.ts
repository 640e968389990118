import { isConfigured } from './configured';

const configured = isConfigured({
  aws_ecs_service: {
    api: {
      name: 'api',
      desired_count: 1,
      tags: {},
      lifecycle: { ignore_changes: ['desired_count', 'tags["Deploy"]'] },
    },
    all: { name: 'all', lifecycle: { ignore_changes: 'all' } },
  },
});

test.each([
  ['name', true],
  ['tags.Owner', true],
  ['tags_all.Owner', true],
  ['desired_count', false],
  ['tags.Deploy', false],
  ['id', false],
  ['lifecycle', false],
])('of a service, %s is configured: %s', (path, expected) => {
  expect(configured('aws_ecs_service', 'api', path)).toBe(expected);
});

test('nothing is configured of a resource that ignores all changes, or that is not there', () => {
  expect(configured('aws_ecs_service', 'all', 'name')).toBe(false);
  expect(configured('aws_ecs_service', 'gone', 'name')).toBe(false);
});
