import { spawnSync } from 'node:child_process';
import { natUserData } from './nat-user-data';

const script = natUserData('10.10.0.0/16');

describe('natUserData', () => {
  it('is a script that bash can read', () => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('hides the addresses of the VPC on their way out, and only there', () => {
    expect(script).toContain('ip saddr 10.10.0.0/16 ip daddr != 10.10.0.0/16 masquerade');
  });

  it('leaves the rules and the forwarding to what a reboot starts again', () => {
    expect(script).toContain('> /etc/sysconfig/nftables.conf');
    expect(script).toContain('systemctl enable --now nftables.service');
    expect(script).toContain('> /etc/sysctl.d/90-nat.conf');
  });

  it('shuts down a NAT that does not come up, after trying to install for minutes', () => {
    const run = (failing: string): string => {
      const stubs = ['dd', 'chmod', 'mkswap', 'swapon', 'dnf', 'sysctl', 'systemctl', 'nft', 'sleep', 'shutdown']
        .map((name) => `${name}() { echo ${name} "$@"; ${name === failing ? 'return 1' : 'return 0'}; }`)
        .join('\n');
      const input = `${stubs}\n${script.replaceAll(/(?<=> )\/etc\/\S+/g, '/dev/null')}`;
      return spawnSync('bash', ['-s'], { input, encoding: 'utf8' }).stdout;
    };
    expect(run('nothing')).not.toContain('shutdown');
    expect(run('nothing').match(/dnf install/g)).toHaveLength(1);
    expect(run('nft')).toContain('shutdown -h now');
    expect(run('dnf').match(/dnf install/g)).toHaveLength(30);
  });

  it('has nothing that Terraform would take for its own template', () => {
    expect(script).not.toMatch(/[$%]\{/);
  });

  it('has memory to install with before it installs', () => {
    const order = ['mkswap /swapfile', 'swapon /swapfile', 'dnf install'].map((step) => script.indexOf(step));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  it('stays within what EC2 allows, 16 KiB before encoding', () => {
    expect(Buffer.byteLength(script)).toBeLessThan(16 * 1024);
  });
});
