import type { Construct } from 'constructs';
import { checkConfig, isKnown } from './config-error';
import { perEnvironment } from './per-environment';
import { referenceInApp } from './reference';

/** Ports from the first to the last. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

const opened = perEnvironment(() => new Map<string, readonly PortRange[]>());

/** Says on which ports a security group lets connections in. */
export function openPorts(construct: Construct, securityGroupId: string, ports: readonly PortRange[]): void {
  opened(construct).set(referenceInApp(construct, securityGroupId), ports);
}

/** A port that clients connect to. */
export interface ListeningPort {
  /** The module's name, e.g. `database-rds`. */
  readonly module: string;
  readonly port: number;
  readonly securityGroupIds: readonly string[];
  /** What to do where the groups do not open the port, as a sentence. */
  readonly fix: string;
}

/**
 * Refuses a port that nobody can connect to. Groups that no module of the environment made may open any.
 *
 * @throws ConfigError when every security group is known, and none lets in connections on the port.
 */
export function checkOpenPort(construct: Construct, { module, port, securityGroupIds, fix }: ListeningPort): void {
  if (!isKnown(port) || !isKnown(securityGroupIds)) return;
  const ranges = securityGroupIds.map((id) => opened(construct).get(referenceInApp(construct, id)));
  if (ranges.some((ports) => ports === undefined || ports.some((range) => mayHold(range, port)))) return;
  checkConfig(module, construct.node.id, (problem) =>
    problem({
      property: 'port',
      value: port,
      allowed: `${ranges.flatMap((ports) => ports!.map(show)).join(', ') || 'none'}: what the security groups let in`,
      fix,
    }),
  );
}

/** Whether a range holds the port, as far as its ends are known. */
function mayHold({ from, to }: PortRange, port: number): boolean {
  return (!isKnown(from) || port >= from) && (!isKnown(to) || port <= to);
}

function show({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from} to ${to}`;
}
