type Block = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Block>> | undefined>>;

/** An ECS service as the synthesized configuration has it. */
export interface ConfiguredService {
  readonly cluster: string;
  readonly name: string;
  /** Address of the task definition that Terraform deploys; undefined where a pipeline deploys images. */
  readonly taskDefinition: string | undefined;
}

/** Every service of a `cdk.tf.json`. */
export function configuredServices(json: Readonly<Record<string, unknown>>): ConfiguredService[] {
  const resources = (json['resource'] ?? {}) as Blocks;
  const followsNewest = (name = ''): boolean => resources['aws_ecs_task_definition']?.[name]?.['track_latest'] === true;
  return Object.values(resources['aws_ecs_service'] ?? {}).map((service) => {
    const [, clusterId = ''] = /aws_ecs_cluster\.([^.]+)\./.exec(String(service['cluster'])) ?? [];
    const [, definition, name] = /(aws_ecs_task_definition\.([^.]+))\./.exec(String(service['task_definition'])) ?? [];
    const { ignore_changes: ignored = [] } = (service['lifecycle'] ?? {}) as { ignore_changes?: string[] };
    return {
      cluster: String(resources['aws_ecs_cluster']?.[clusterId]?.['name'] ?? service['cluster']),
      name: String(service['name']),
      // One that follows the newest revision follows a pipeline's too, which the state knows of after the next refresh.
      taskDefinition: ignored.includes('task_definition') || followsNewest(name) ? undefined : definition,
    };
  });
}
