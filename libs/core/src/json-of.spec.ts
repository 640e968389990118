import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { TerraformVariable } from 'cdktf';
import { jsonOf } from './json-of';
import { synth } from './testing';

describe('jsonOf', () => {
  const body = (build: Parameters<typeof synth>[0]): unknown =>
    synth(build).resource('aws_ssm_parameter', 'made')['value'];

  it('is plain JSON for plain values, with templates escaped', () => {
    expect(
      body((stack) => void new SsmParameter(stack, 'made', made({ a: '${x} "q" %{y}', n: 1, no: undefined }))),
    ).toBe('{"a":"$${x} \\"q\\" %%{y}","n":1}');
  });

  it('leaves ids, names and ARNs as references', () => {
    const value = body((stack) => {
      const other = new SsmParameter(stack, 'other', { name: 'other', type: 'String' });
      new SsmParameter(stack, 'made', made({ arn: `${other.arn}/*` }));
    });
    expect(value).toBe('{"arn":"${aws_ssm_parameter.other.arn}/*"}');
  });

  it('encodes free text that only Terraform knows', () => {
    const value = body((stack) => {
      const other = new SsmParameter(stack, 'other', { name: 'other', type: 'String' });
      new SsmParameter(stack, 'made', made({ text: `say ${other.value}` }));
    });
    expect(value).toBe(
      '{"text":"say ${trimprefix(trimsuffix(jsonencode(aws_ssm_parameter.other.value), "\\""), "\\"")}"}',
    );
  });

  it('writes lists, records and numbers that only Terraform knows without quotes', () => {
    const value = body((stack) => {
      const list = new TerraformVariable(stack, 'list', { type: 'list(string)' }).listValue;
      const number = new TerraformVariable(stack, 'number', { type: 'number' }).numberValue;
      new SsmParameter(stack, 'made', made({ list, number }));
    });
    expect(value).toBe('{"list":${jsonencode(var.list)},"number":${var.number}}');
  });
});

function made(value: object): { readonly name: string; readonly type: string; readonly value: string } {
  return { name: 'made', type: 'String', value: jsonOf(value) };
}
