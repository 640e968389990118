import { valueOnceDeployed } from './once-deployed';

const CONDITION = '!endswith(aws_ssm_parameter.container_registry_core_api_image.insecure_value, ":not-deployed")';

describe('a value that awaits an image', () => {
  it.each([
    [`\${${CONDITION} ? 2 : 0}`, '2'],
    [`\${${CONDITION} ? "ENABLED" : "DISABLED"}`, 'ENABLED'],
  ])('%s is the one that it has once the image is deployed', (text, value) => {
    expect(valueOnceDeployed(text)).toBe(value);
  });

  it.each([
    'ENABLED',
    '2',
    '${aws_ssm_parameter.a.insecure_value}',
    `\${${CONDITION.slice(1)} ? "x" : "y"}`,
    '${var.a ? 2 : 0}',
  ])('%s is no such value', (text) => {
    expect(valueOnceDeployed(text)).toBeUndefined();
  });
});
