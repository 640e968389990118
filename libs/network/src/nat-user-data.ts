/**
 * Makes an Amazon Linux 2023 instance a NAT: takes the fixed interface, forwards, and masquerades behind its address.
 * No braces after a dollar: Terraform would take them for its own.
 * A service does it, not the first boot alone: a reboot must come up as a NAT too.
 */
export function natUserData({ interfaceId, region }: { interfaceId: string; region: string }): string {
  return `#!/bin/bash
set -euo pipefail
dnf install -y nftables

cat > /usr/local/sbin/nat-up <<'SCRIPT'
#!/bin/bash
set -euo pipefail
interface_id='${interfaceId}'
metadata() {
  local token
  token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)
  curl -sf -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/meta-data/$1"
}
taken() {
  local mac
  for mac in $(metadata network/interfaces/macs/); do
    [ "$(metadata "network/interfaces/macs/$mac"interface-id)" = "$interface_id" ] && tr -d / <<< "$mac" && return
  done
  return 1
}
# The interface is free once the instance before this one is gone.
until mac=$(taken); do
  aws ec2 attach-network-interface --region '${region}' --device-index 1 \\
    --network-interface-id "$interface_id" --instance-id "$(metadata instance-id)" || true
  sleep 5
done
until device=$(ip -o link | awk -v mac="$mac" '$0 ~ mac { sub(":", "", $2); print $2 }') && [ -n "$device" ]; do sleep 1; done

sysctl -w net.ipv4.ip_forward=1 "net.ipv4.conf.$device.rp_filter=2"

# What comes in by the fixed interface goes out by it: its address is the one that the world knows, and only it may
# carry what is not addressed to the instance.
subnet=$(metadata "network/interfaces/macs/$mac/subnet-ipv4-cidr-block")
IFS=. read -r a b c d <<< "$(cut -d/ -f1 <<< "$subnet")"
gateway="$a.$b.$c.$((d + 1))"
until ip -4 address show dev "$device" | grep -q inet; do sleep 1; done
ip route replace default via "$gateway" dev "$device" table 100
ip rule del iif "$device" lookup 100 2>/dev/null || true
ip rule add iif "$device" lookup 100 priority 100

nft -f - <<RULES
table ip nat
delete table ip nat
table ip nat {
  chain postrouting {
    type nat hook postrouting priority srcnat;
    oifname "$device" masquerade
  }
}
RULES
SCRIPT
chmod +x /usr/local/sbin/nat-up

cat > /etc/systemd/system/nat.service <<'UNIT'
[Unit]
Description=NAT for the private subnets
Wants=network-online.target
After=network-online.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/nat-up
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now nat.service
`;
}
