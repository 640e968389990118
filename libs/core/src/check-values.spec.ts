import { Fn, TerraformVariable, Token } from 'cdktf';
import { checkValues, type ValueMeanings } from './check-values';
import { ConfigError } from './config-error';
import { synth } from './testing';

describe('checkValues', () => {
  const check = (config: object, meanings?: ValueMeanings) => (): void =>
    checkValues('queue', 'jobs', config, meanings);

  it.each<[string, unknown, string]>([
    ['an empty text', '', 'text that is not empty'],
    ['a blank text', ' \n', 'text that is not empty'],
    ['null', null, 'a value'],
    ['a number that is none', Number.NaN, 'a number'],
    ['a hole in a list', ['a', undefined], 'a value'],
    ['NUL', 'a\0b', 'Unicode text without NUL'],
    ['half a character', '\ud800', 'Unicode text without NUL'],
    ['a template', 'a ${b}', 'a value, or an attribute of a construct'],
    ['a directive', '%{ if true }', 'a value, or an attribute of a construct'],
    ['an empty key', { '': 'a' }, 'keys that are known at synth'],
    ['a record that Terraform makes', Token.asStringMap(Fn.jsondecode('{}')), 'keys that are known at synth'],
    ['a list that Terraform makes', Token.asList(Fn.jsondecode('[]')), 'a list whose length is known at synth'],
  ])('refuses %s', (_, value, allowed) => {
    expect(check({ nested: { value } })).toThrow(ConfigError);
    expect(check({ nested: { value } })).toThrow('queue "jobs": nested.value');
    expect(check({ nested: { value } })).toThrow(`(allowed: ${allowed}`);
  });

  it('names every path at once', () => {
    expect(check({ a: '', list: [{ b: null }] })).toThrow(/jobs": a ""[^]*jobs": list\[0\]\.b null/);
  });

  it('takes what a module gives a meaning', () => {
    const meanings = {
      text: ['texts.*', 'steps[].words[]'],
      empty: ['texts.*'],
      nullable: ['url'],
      unknownLists: ['ids'],
    };
    expect(check({ texts: { a: '', b: '${x}' }, steps: [{ words: ['%{y}'] }], url: null }, meanings)).not.toThrow();
    expect(check({ ids: Token.asList(Fn.jsondecode('[]')) }, meanings)).not.toThrow();
    expect(check({ steps: [{ words: [''] }] }, meanings)).toThrow('steps[0].words[0] ""');
  });

  it('refuses a reference in free text that is written by hand', () => {
    const meanings = { text: ['text'] };
    expect(check({ text: 'at ${aws_lb.main.dns_name}' }, meanings)).toThrow('Give the attribute itself');
  });

  it('takes empty lists and records, what is left out, and what Terraform knows later', () => {
    synth((stack) => {
      const variable = new TerraformVariable(stack, 'name', { type: 'string' });
      const { stringValue, numberValue } = variable;
      expect(
        check({ a: [], b: {}, c: undefined, d: `x-${stringValue}`, e: [stringValue], f: numberValue }),
      ).not.toThrow();
      expect(check({ construct: variable, choice: false, count: 0 })).not.toThrow();
    });
  });
});
