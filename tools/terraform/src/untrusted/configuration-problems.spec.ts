import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationProblems } from './configuration-problems';
import { untrustedProblems } from './untrusted-problems';

const BASE = {
  '//': { metadata: { version: '0.21.0' } },
  terraform: {
    backend: { s3: { bucket: 'example-tfstate', key: 'staging/terraform.tfstate', region: 'eu-central-1' } },
    required_providers: {
      aws: { source: 'aws', version: '5.100.0' },
      cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' },
    },
    required_version: '>= 1.11.0',
  },
  provider: { aws: [{ region: 'eu-central-1', default_tags: [{ tags: { Owner: 'a' } }] }], cloudflare: [{}] },
  data: {
    aws_caller_identity: { current: {} },
    terraform_remote_state: { base: { backend: 's3', config: { key: 'staging/foundation.tfstate' } } },
  },
  ephemeral: { aws_secretsmanager_secret_version: { own: { secret_id: '${aws_secretsmanager_secret.own.id}' } } },
  moved: [{ from: 'aws_vpc.a', to: 'aws_vpc.main' }],
  output: { vpc: { value: '${aws_vpc.main.id}' } },
  resource: {
    aws_vpc: { main: { cidr_block: '10.0.0.0/16', lifecycle: { ignore_changes: ['tags'] } } },
    aws_secretsmanager_secret: { own: { name: 'own' } },
    aws_lambda_function: { own: { filename: 'assets/own/archive.zip' } },
    terraform_data: { own: { input: '${lower(aws_vpc.main.id)}' } },
  },
};

type Json = Readonly<Record<string, unknown>>;

const resource = (type: string, body: unknown): Json => ({
  ...BASE,
  resource: { ...BASE.resource, [type]: { x: body } },
});
const provider = (change: Json, name = 'aws'): Json => ({
  ...BASE,
  provider: { ...BASE.provider, [name]: [{ ...(BASE.provider as Record<string, Json[]>)[name]?.[0], ...change }] },
});
const terraform = (change: Json): Json => ({ ...BASE, terraform: { ...BASE.terraform, ...change } });

describe('a configuration that somebody else synthesized', () => {
  it.each<[string, unknown]>([
    ['as the base branch’s', BASE],
    [
      'with an image that another stack’s registry has',
      { ...BASE, data: { aws_ssm_parameter: { a: { name: '/x/staging/images/a' } } } },
    ],
    ['with other tags', provider({ default_tags: [{ tags: { Owner: 'b' } }] })],
    [
      'with another version of a provider',
      terraform({ required_providers: { aws: { source: 'hashicorp/aws', version: '5.101.0' } } }),
    ],
    ['with a resource of another kind', resource('cloudflare_dns_record', { name: 'a', provider: 'cloudflare' })],
    [
      'with what is forgotten and adopted',
      {
        ...BASE,
        removed: [{ from: 'aws_vpc.b', lifecycle: { destroy: false } }],
        import: [{ to: 'aws_vpc.main', id: 'vpc-1' }],
      },
    ],
    [
      'with a check',
      { ...BASE, check: { a: { assert: [{ condition: '${aws_vpc.main.id != ""}', error_message: 'a' }] } } },
    ],
  ])('is planned %s', (_, configuration) => {
    expect(configurationProblems(configuration, BASE)).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'runs a command',
      resource('aws_vpc', { provisioner: [{ 'local-exec': { command: 'env' } }] }),
      /^resource\.aws_vpc\.x\.provisioner: /,
    ],
    [
      'runs a command in Terraform’s own resource',
      resource('terraform_data', { provisioner: { 'local-exec': {} } }),
      /provisioner/,
    ],
    ['says how to connect', resource('aws_vpc', { connection: {} }), /connection/],
    ['uses another provider', resource('null_resource', {}), /^resource\.null_resource\.x: /],
    ['uses another provider by name', resource('aws_vpc', { provider: 'random.a' }), /\.provider: "random\.a"/],
    ['lists a resource’s blocks', resource('aws_vpc', [{ provisioner: {} }]), /not one object/],
    [
      'lists resources',
      { ...BASE, resource: [BASE.resource, { null_resource: { a: {} } }] },
      /^resource: is not one object/,
    ],
    [
      'lists resources of a type',
      { ...BASE, resource: { aws_vpc: [{ a: {} }] } },
      /^resource\.aws_vpc: is not one object/,
    ],
    [
      'requires another provider',
      terraform({
        required_providers: { ...BASE.terraform.required_providers, evil: { source: 'evil/evil', version: '1.0.0' } },
      }),
      /required_providers\.evil/,
    ],
    [
      'requires a provider from elsewhere',
      terraform({ required_providers: { aws: { source: 'evil/aws', version: '5.100.0' } } }),
      /"evil\/aws"/,
    ],
    [
      'requires any version',
      terraform({ required_providers: { aws: { source: 'aws', version: '>= 5.0' } } }),
      /exact version/,
    ],
    [
      'requires a provider whose name every object has',
      terraform({ required_providers: { constructor: { source: 'evil/evil', version: '1.0.0' } } }),
      /constructor/,
    ],
    [
      'keeps its state elsewhere',
      terraform({ backend: { s3: { ...BASE.terraform.backend.s3, key: 'production/terraform.tfstate' } } }),
      /^terraform\.backend: /,
    ],
    [
      'keeps its state in another backend',
      terraform({ backend: { http: { address: 'https://example.com' } } }),
      /^terraform\.backend: /,
    ],
    ['keeps its state in the cloud', terraform({ cloud: [{ organization: 'a' }] }), /^terraform\.cloud: /],
    [
      'has an endpoint of its own',
      provider({ endpoints: [{ sts: 'https://example.com' }] }),
      /^provider\.aws\[0\]: .*endpoints/,
    ],
    ['takes another role', provider({ assume_role: [{ role_arn: 'arn:aws:iam::1:role/a' }] }), /assume_role/],
    ['works in another region', provider({ region: 'us-east-1' }), /us-east-1/],
    ['starts a program for credentials', provider({ shared_config_files: ['a'] }), /shared_config_files/],
    [
      'has one more provider',
      { ...BASE, provider: { ...BASE.provider, aws: [...BASE.provider.aws, { alias: 'a', region: 'eu-central-1' }] } },
      /^provider\.aws\[1\]: /,
    ],
    ['sends Cloudflare’s token elsewhere', provider({ base_url: 'https://example.com' }, 'cloudflare'), /base_url/],
    ['configures another provider', { ...BASE, provider: { ...BASE.provider, http: [{}] } }, /^provider\.http: /],
    ['asks a program', { ...BASE, data: { external: { a: { program: ['env'] } } } }, /^data\.external\.a: /],
    ['asks a web site', { ...BASE, data: { http: { a: { url: 'https://example.com' } } } }, /^data\.http\.a: /],
    ['reads another state', { ...BASE, data: { terraform_remote_state: { a: {} } } }, /terraform_remote_state/],
    [
      'reads an image’s parameter in the clear',
      { ...BASE, data: { aws_ssm_parameter: { a: { name: '/x/staging/images/a', with_decryption: true } } } },
      /aws_ssm_parameter/,
    ],
    [
      'reads another state under a name of the base branch',
      { ...BASE, data: { terraform_remote_state: { base: { backend: 's3', config: { key: 'production' } } } } },
      /terraform_remote_state/,
    ],
    ['reads a parameter', { ...BASE, data: { aws_ssm_parameter: { a: { name: 'a' } } } }, /aws_ssm_parameter/],
    ['reads an object', { ...BASE, data: { aws_s3_object: { a: {} } } }, /aws_s3_object/],
    ['runs a function', { ...BASE, data: { aws_lambda_invocation: { a: {} } } }, /aws_lambda_invocation/],
    [
      'reads a secret by name',
      { ...BASE, data: { aws_secretsmanager_secret_version: { a: { secret_id: 'production/master' } } } },
      /not a reference to a secret/,
    ],
    [
      'opens a secret by name',
      { ...BASE, ephemeral: { aws_secretsmanager_secret_version: { a: { secret_id: 'production/master' } } } },
      /not a reference to a secret/,
    ],
    [
      'opens something else',
      { ...BASE, ephemeral: { aws_kms_secrets: { a: {} } } },
      /^ephemeral\.aws_kms_secrets\.a: /,
    ],
    ['uses a module', { ...BASE, module: { a: { source: './a' } } }, /^module: is not allowed/],
    ['takes variables', { ...BASE, variable: { a: {} } }, /^variable: /],
    ['runs an action', { ...BASE, action: { aws_lambda_invoke: { a: {} } } }, /^action: /],
    [
      'runs a command on what is removed',
      { ...BASE, removed: [{ from: 'aws_vpc.b', provisioner: [{}] }] },
      /^removed\[0\]\.provisioner: /,
    ],
    ['reads within a check', { ...BASE, check: { a: { data: { http: { b: {} } } } } }, /^check\.a\.data: /],
    [
      'reads a file in a value',
      { ...BASE, output: { a: { value: '${file("/proc/self/environ")}' } } },
      /^output\.a\.value: .* calls file\(\)/,
    ],
    [
      'reads a file in a key',
      resource('aws_vpc', { tags: { '${file("/proc/self/environ")}': 'a' } }),
      /calls file\(\)/,
    ],
    [
      'reads a file in a backend-like place',
      { ...BASE, locals: { a: [{ b: '${filebase64("/a")}' }] } },
      /^locals\.a\[0\]\.b: /,
    ],
    ['shows a secret', { ...BASE, output: { a: { value: '${nonsensitive(aws_x.y.token)}' } } }, /nonsensitive/],
    [
      'uploads a file of the machine',
      resource('aws_s3_object', { source: '/proc/self/environ' }),
      /^resource\.aws_s3_object\.x\.source: /,
    ],
    ['climbs out of its folder', resource('aws_lambda_function', { filename: 'assets/../../../.env' }), /below assets/],
    [
      'uploads a file below another argument',
      resource('cloudflare_workers_script', { assets: { directory: '/home' } }),
      /assets\.directory/,
    ],
    ['is no object', [], /not an object/],
  ])('is refused when it %s', (_, configuration, problem) => {
    expect(configurationProblems(configuration, BASE)).toContainEqual(expect.stringMatching(problem));
  });

  it('is refused for an environment that the base branch does not have', () => {
    expect(configurationProblems(BASE, undefined)).toEqual([
      expect.stringMatching(/^The base branch has no such environment/),
    ]);
  });
});

describe('a folder that somebody else synthesized', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'untrusted-'));
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(BASE, null, 2));
    mkdirSync(join(folder, 'assets', 'a'), { recursive: true });
    writeFileSync(join(folder, 'assets', 'a', 'archive.zip'), '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const problems = (): string[] => untrustedProblems({ folder, env: 'staging', base: BASE });

  it('is accepted when it holds the configuration and its assets', () => {
    expect(problems()).toEqual([]);
  });

  it.each(['main.tf', 'override.tf.json', 'a.auto.tfvars', '.terraform.lock.hcl', '.terraform'])(
    'is refused with %s',
    (name) => {
      writeFileSync(join(folder, name), '');
      expect(problems()).toEqual([expect.stringContaining(`${JSON.stringify(name)}: is not allowed`)]);
    },
  );

  it('is refused with a link', () => {
    symlinkSync('/proc/self/environ', join(folder, 'assets', 'a', 'link'));
    expect(problems()).toEqual([expect.stringContaining('assets/…/link')]);
  });

  it('is refused with a configuration that is a link', () => {
    rmSync(join(folder, 'cdk.tf.json'));
    symlinkSync('/etc/passwd', join(folder, 'cdk.tf.json'));
    expect(problems()).toEqual([expect.stringContaining('"cdk.tf.json": is not allowed')]);
  });

  it.each<[string, (text: string) => string | Buffer]>([
    // Terraform reads both blocks.
    [
      'says a key twice',
      (text) => text.replace('"resource"', '"resource": { "null_resource": { "a": {} } }, "resource"'),
    ],
    ['says a key twice in other letters', (text) => text.replace('"resource"', '"resour\\u0063e": {}, "resource"')],
    ['is not UTF-8', (text) => Buffer.from(text.replace('"own"', '"\xff"'), 'latin1')],
    ['is not JSON', () => '{'],
  ])('is refused when its configuration %s', (_, change) => {
    writeFileSync(join(folder, 'cdk.tf.json'), change(JSON.stringify(BASE, null, 2)));
    expect(problems()).toEqual([
      expect.stringContaining('cdk.tf.json: is not JSON in UTF-8 in which each key is once'),
    ]);
  });
});
