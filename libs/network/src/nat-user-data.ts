/**
 * Makes an Amazon Linux 2023 instance a NAT: forwards, and hides the VPC's addresses behind its own.
 * nftables is not in the image and is installed at the first boot; its service loads the rules at every later one.
 * A NAT that does not come up shuts itself down, and the Auto Scaling group starts another.
 */
export function natUserData(vpcCidr: string): string {
  return `#!/bin/bash
set -euo pipefail
trap 'shutdown -h now' ERR

# Installing needs more than the 512 MiB of the smallest instance.
dd if=/dev/zero of=/swapfile bs=1M count=512
chmod 600 /swapfile
mkswap /swapfile
swapon /swapfile

for attempt in $(seq 30); do
  dnf install -y nftables && break
  sleep 10
done

echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-nat.conf
sysctl -p /etc/sysctl.d/90-nat.conf

cat > /etc/sysconfig/nftables.conf <<'RULES'
flush ruleset
table ip nat {
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${vpcCidr} ip daddr != ${vpcCidr} masquerade
  }
}
RULES
systemctl enable --now nftables.service
nft list table ip nat
`;
}
