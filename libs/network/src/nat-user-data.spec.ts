import { spawnSync } from 'node:child_process';
import { natUserData } from './nat-user-data';

const script = natUserData({ interfaceId: 'eni-0123456789abcdef0', region: 'eu-central-1' });

describe('natUserData', () => {
  it('is a script that bash can read, and so is the one inside it', () => {
    const inner = /<<'SCRIPT'\n([^]*?)\nSCRIPT\n/.exec(script)?.[1] ?? '';
    expect(inner).toContain('attach-network-interface');
    for (const text of [script, inner]) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  });

  it('takes the fixed interface of its own network, in its own region', () => {
    expect(script).toContain("interface_id='eni-0123456789abcdef0'");
    expect(script).toContain("--region 'eu-central-1'");
  });

  it('stays within what EC2 allows, 16 KiB before encoding', () => {
    expect(Buffer.byteLength(script)).toBeLessThan(16 * 1024);
  });
});
