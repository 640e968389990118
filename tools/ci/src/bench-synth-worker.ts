/** One synthesis for `npm run bench:synth`: `node bench-synth-worker.js ours|raw <services>`. */
import { EnvStack, synthesize } from '@restartix/core';
import { App, TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Arguments = Record<string, unknown>;
type Constructor<T> = new (scope: Construct, id: string, config: Arguments) => T;

// A tool does not depend on a module: this one is measured as it was built.
const { EcsService } = createRequire(__filename)(join(__dirname, '../../../libs/ecs-service')) as {
  EcsService: Constructor<Construct>;
};

const [way, count] = process.argv.slice(2);
const names = Array.from({ length: Number(count) }, (_, i) => `service-${i}`);

if (way === 'raw') raw();
else
  synthesize((app) =>
    names.forEach(
      (
        (stack) => (name) =>
          service(stack, name)
      )(environment(app)),
    ),
  );

function environment(app: Construct): EnvStack {
  return new EnvStack(app, 'bench', { env: 'bench', region: 'eu-central-1', state: { bucket: 'bench' } });
}

function service(stack: EnvStack, name: string): Construct {
  return new EcsService(stack, name, {
    serviceName: name,
    imageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/mailer:1.4.2',
    cpu: 256,
    memory: 512,
    cluster: { clusterId: 'arn:aws:ecs:eu-central-1:123456789012:cluster/bench' },
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
  });
}

/** The resources that a service of ours has, with the same arguments, made by the provider's classes and nothing else. */
function raw(): void {
  const pattern = environment(new App({ stackTraces: false }));
  const resources = service(pattern, 'service')
    .node.findAll()
    .filter((each) => TerraformResource.isTerraformResource(each));
  const provider = pattern.node.children.find((each) => TerraformProvider.isTerraformProvider(each));
  const app = new App({ stackTraces: false });
  const stack = new TerraformStack(app, 'bench');
  new (provider?.constructor as Constructor<TerraformProvider>)(stack, 'aws', { region: 'eu-central-1' });
  for (const name of names) {
    for (const each of resources as TerraformResource[]) {
      const { constructor } = each as { constructor: unknown };
      new (constructor as Constructor<TerraformResource>)(stack, `${name}_${each.friendlyUniqueId}`, argumentsOf(each));
    }
  }
  app.synth();
}

/** What a resource was made with: CDKTF has a getter `nameInput` for each argument `name`. */
function argumentsOf(resource: TerraformResource): Arguments {
  const getters = Object.getOwnPropertyNames(Object.getPrototypeOf(resource)).filter((name) => name.endsWith('Input'));
  const values = resource as unknown as Arguments;
  return Object.fromEntries(getters.map((getter) => [getter.slice(0, -'Input'.length), values[getter]]));
}
