import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Fn, Token } from 'cdktf';
import { checkOpenPort, openPorts } from './open-ports';
import { synth } from './testing';

/** A module that listens on a port, beside groups of which one opens 5432. */
function listening(port: number, groups: readonly ('opened' | 'closed' | 'foreign' | 'later')[]): () => void {
  return () =>
    synth((stack) => {
      const ids = Object.fromEntries(
        (['opened', 'closed', 'foreign', 'later'] as const).map((name) => [
          name,
          new SecurityGroup(stack, name, { name }).id,
        ]),
      );
      openPorts(stack, ids['opened']!, [{ from: 5432, to: 5432 }]);
      openPorts(stack, ids['closed']!, []);
      openPorts(stack, ids['later']!, [{ from: Token.asNumber(Fn.max([1, 2])), to: 9999 }]);
      const securityGroupIds = groups.map((name) => ids[name]!);
      checkOpenPort(stack, { module: 'database-rds', port, securityGroupIds, fix: 'Open it.' });
    });
}

describe('a port', () => {
  it('is refused where no security group lets it in', () => {
    expect(listening(5433, ['opened'])).toThrow(
      'database-rds "test": port 5433 is not possible (allowed: 5432: what the security groups let in). Open it.',
    );
    expect(listening(5432, ['closed'])).toThrow('allowed: none');
  });

  it('is taken where one group lets it in, or is not known', () => {
    expect(listening(5432, ['closed', 'opened'])).not.toThrow();
    expect(listening(5433, ['opened', 'foreign'])).not.toThrow();
    expect(listening(5433, ['later'])).not.toThrow();
  });
});
