import { verdict, type Synthesis } from './verdict';

const STACK = 'staging/cdktf.out/stacks/staging/cdk.tf.json';
const MANIFEST = 'staging/cdktf.out/manifest.json';

interface Made {
  readonly version: string;
  readonly cidr?: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly warning?: string;
}

function synthesis({ version, cidr = '10.0.0.0/16', more = {}, warning = '' }: Made): Synthesis {
  const stack = { '//': { metadata: { version } }, resource: { aws_vpc: { main: { cidr_block: cidr } } } };
  return {
    files: new Map([[MANIFEST, JSON.stringify({ version })], [STACK, JSON.stringify(stack)], ...Object.entries(more)]),
    warnings: new Map([['staging', warning]]),
  };
}

const CDKTF = synthesis({ version: '0.21.0' });

test("accepts the libraries' own version, and lists it", () => {
  const { accepted, refused } = verdict(CDKTF, synthesis({ version: '0.24.0' }));
  expect(refused).toEqual([]);
  expect(accepted).toEqual([
    expect.stringContaining(`${MANIFEST}: version "0.21.0" → "0.24.0" (`),
    expect.stringContaining(`${STACK}: //.metadata.version "0.21.0" → "0.24.0" (`),
  ]);
});

test('refuses anything that Terraform would read', () => {
  expect(verdict(CDKTF, synthesis({ version: '0.24.0', cidr: '10.1.0.0/16' })).refused).toEqual([
    `${STACK}: resource.aws_vpc.main.cidr_block "10.0.0.0/16" → "10.1.0.0/16"`,
    `${STACK}: Terraform reads something else`,
  ]);
});

test('refuses a file that one of them alone makes', () => {
  expect(verdict(CDKTF, synthesis({ version: '0.24.0', more: { 'staging/x.json': '{}' } })).refused).toEqual([
    'staging/x.json is made by the successor alone',
  ]);
});

test('refuses a warning that is lost', () => {
  expect(verdict(synthesis({ version: '0.21.0', warning: 'careful' }), CDKTF).refused).toEqual([
    'staging warns of other things',
  ]);
});
