/** The last part of an ARN: a task's id, a service's name, `core-api:5` of a revision. */
export function lastPartOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
