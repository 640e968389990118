import { compareSyntheses, type Synthesis } from './compare';

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

it("accepts the libraries' own version, and lists it", () => {
  const { accepted, refused } = compareSyntheses(CDKTF, synthesis({ version: '0.24.0' }));
  expect(refused).toEqual([]);
  expect(accepted).toEqual([
    expect.stringContaining(`${MANIFEST}: version "0.21.0" → "0.24.0" (`),
    expect.stringContaining(`${STACK}: //.metadata.version "0.21.0" → "0.24.0" (`),
  ]);
});

it('refuses a change of what Terraform reads', () => {
  expect(compareSyntheses(CDKTF, synthesis({ version: '0.24.0', cidr: '10.1.0.0/16' })).refused).toEqual([
    `${STACK}: resource.aws_vpc.main.cidr_block "10.0.0.0/16" → "10.1.0.0/16"`,
  ]);
});

it('refuses a file that only one of them writes', () => {
  expect(compareSyntheses(CDKTF, synthesis({ version: '0.24.0', more: { 'staging/x.json': '{}' } })).refused).toEqual([
    'staging/x.json: written by the successor only',
  ]);
});

it('refuses a lost warning', () => {
  expect(compareSyntheses(synthesis({ version: '0.21.0', warning: 'careful' }), CDKTF).refused).toEqual([
    'staging: the warnings differ\n- careful\n+ ',
  ]);
});

it("accepts the successor's own name in a warning", () => {
  const cdktf = synthesis({ version: '0.21.0', warning: 'CDKTF Built-in functions' });
  const cdktn = synthesis({ version: '0.24.0', warning: 'CDKTN Built-in functions' });
  expect(compareSyntheses(cdktf, cdktn).refused).toEqual([]);
});
