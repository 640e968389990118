import { blockAt, listed, readsOf, type ConfigurationJson } from '../configuration/blocks';

/** Why a rule of a security group may be open to the internet; undefined where nothing says so. */
export type PurposeOf = (address: string) => Purpose | undefined;

export interface Purpose {
  readonly text: string;
  readonly way: 'in' | 'out';
  /** The ports that it is for; every one where there are none. */
  readonly ports?: readonly string[];
}

const SERVES: Purpose = {
  text: 'an internet-facing load balancer answers there',
  way: 'in',
  ports: ['80/tcp', '443/tcp', '443/udp'],
};
const TRANSLATES: Purpose = { text: 'a NAT instance sends on what private subnets send', way: 'out' };

/** Read from the configuration: which groups are of a load balancer that faces the internet, or of a NAT instance. */
export function purposesIn(configuration: ConfigurationJson = {}): PurposeOf {
  const purposes = new Map<string, Purpose>();
  const of = (type: string, is: (block: Readonly<Record<string, unknown>>) => boolean, purpose: Purpose): void => {
    for (const block of blocksOf(configuration, type).filter(is))
      for (const { address } of readsOf([block['security_groups'], block['vpc_security_group_ids']]))
        purposes.set(address, purpose);
  };
  of('aws_lb', ({ internal }) => internal !== true, SERVES);
  of('aws_network_interface', (block) => block['source_dest_check'] === false, TRANSLATES);
  return (address) => {
    const [group] = listed(blockAt(configuration, address)).flatMap((rule) => readsOf(rule['security_group_id']));
    return group && purposes.get(group.address);
  };
}

function blocksOf(configuration: ConfigurationJson, type: string): Readonly<Record<string, unknown>>[] {
  return listed(configuration['resource']).flatMap((resources) =>
    listed(resources[type]).flatMap((named) => Object.values(named).flatMap(listed)),
  );
}
