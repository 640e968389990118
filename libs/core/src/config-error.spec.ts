import { Fn, Testing, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ConfigError, checkConfig, isKnown } from './config-error';

describe('checkConfig', () => {
  it('names the module, the construct, the property, the value, what is allowed and the fix', () => {
    expect(() =>
      checkConfig('ecs-service', 'core-api', (problem) =>
        problem({
          property: 'memory',
          value: 3000,
          allowed: '1024 to 4096 MiB in steps of 1024',
          fix: 'Set it to 3072.',
        }),
      ),
    ).toThrow(
      'ecs-service "core-api": memory 3000 is not possible (allowed: 1024 to 4096 MiB in steps of 1024). Set it to 3072.',
    );
  });

  it('reports every problem at once', () => {
    const check = (): void =>
      checkConfig('network', 'network', (problem) => {
        problem({ property: 'vpcCidr', value: 'x', allowed: 'a CIDR', fix: 'Give one.' });
        problem({ property: 'natPerAz', value: true, allowed: 'false', fix: 'Drop it.' });
      });
    expect(check).toThrow(/vpcCidr "x"[^]*natPerAz true/);
    expect(check).toThrow(ConfigError);
  });

  it('says of a value that only Terraform knows what it is, not the number or text that stands for it', () => {
    const ports = { from: Token.asNumber(Fn.max([1, 2])), to: 9000 };
    const check = (): void =>
      checkConfig('network', 'network', (problem) =>
        problem({ property: 'ports', value: ports, allowed: 'literals', fix: 'Write them.' }),
      );
    expect(check).toThrow('ports {"from":"(known only to Terraform)","to":9000} is not possible');
  });

  it('says of a construct what it is, not the tree around it', () => {
    const check = (value: unknown): void =>
      checkConfig('network', 'network', (problem) =>
        problem({ property: 'vpc', value, allowed: 'an id', fix: 'Pass vpc.id.' }),
      );
    const construct = new Construct(Testing.app(), 'vpc');
    expect(() => check(construct)).toThrow('vpc "(an instance of Construct)" is not possible');
    expect(() => check({ first: construct })).toThrow('vpc {"first":"(an instance of Construct)"} is not possible');
    expect(() => check(1n)).toThrow('vpc "1n" is not possible');
  });

  it('passes where nothing is wrong', () => {
    expect(() => checkConfig('network', 'network', () => undefined)).not.toThrow();
  });
});

describe('isKnown', () => {
  it('is true for literals and false for what Terraform knows only later', () => {
    expect(isKnown('10.0.0.0/16')).toBe(true);
    expect(isKnown(0)).toBe(true);
    expect(isKnown(undefined)).toBe(false);
    expect(isKnown(Token.asString(Fn.jsondecode('{}')))).toBe(false);
  });
});
