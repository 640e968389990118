import type { AlarmRow, Metric } from './alarm-row';
import type { MonitoredNat } from './observability.config';

const MINUTE = 60;
const FIVE_MINUTES = 5 * MINUTE;

/** The way out of private subnets, in one zone. */
export function natRows(zone: string, nat: MonitoredNat): AlarmRow[] {
  return nat.strategy === 'nat-instance'
    ? [instanceRow(zone, nat.autoscalingGroup.name)]
    : gatewayRows(zone, nat.gateway.id);
}

// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
function instanceRow(zone: string, group: string): AlarmRow {
  return {
    covers: `nat:${zone}`,
    area: 'app-health',
    id: `nat-${zone}-in-service`,
    severity: 'critical',
    title: `NAT ${zone}: no instance in service`,
    meaning:
      'For five of the last 30 minutes there was no NAT instance: private subnets have no way out, or it restarts in a loop. A replacement takes up to three.',
    steps: [
      'Auto Scaling group, activity history: why do instances end, or not start?',
      'EC2, system log of the last instance: a step of its user data failed, and it shut itself down.',
      "Permanently: natStrategy 'nat-gateway', and deploy.",
    ],
    metric: {
      namespace: 'AWS/AutoScaling',
      metricName: 'GroupInServiceInstances',
      dimensions: { AutoScalingGroupName: group },
      statistic: 'Minimum',
    },
    comparison: 'below',
    threshold: 1,
    unit: 'instances',
    period: MINUTE,
    evaluationPeriods: 30,
    datapointsToAlarm: 5,
    // Auto Scaling measures each minute, whatever the group does.
    missing: 'breaching',
  };
}

// https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
function gatewayRows(zone: string, gateway: string): AlarmRow[] {
  const packets = (metricName: string): Metric => ({
    namespace: 'AWS/NATGateway',
    metricName,
    dimensions: { NatGatewayId: gateway },
    statistic: 'Sum',
  });
  const common = {
    covers: `nat:${zone}`,
    area: 'app-health',
    comparison: 'above',
    period: FIVE_MINUTES,
    missing: 'notBreaching',
  } as const;
  return [
    {
      ...common,
      id: `nat-${zone}-ports`,
      severity: 'critical',
      title: `NAT gateway ${zone}: no port for a connection`,
      meaning:
        'It cannot open further connections to some destination: its limit is 55,000 at once to one address and port.',
      steps: [
        'VPC flow logs: which task opens so many connections, and to where?',
        'Reuse connections (keep-alive, a pool), or reach AWS services through an endpoint.',
        'A gateway in each zone (natPerAz), or further addresses, raise the limit.',
      ],
      metric: packets('ErrorPortAllocation'),
      threshold: 0,
      unit: 'connections',
      evaluationPeriods: 2,
    },
    {
      ...common,
      id: `nat-${zone}-drops`,
      severity: 'warning',
      title: `NAT gateway ${zone}: drops packets`,
      meaning:
        'It drops more than 0.01 % of its packets for 15 minutes, a fault on AWS’s side and not of what sends them.',
      steps: [
        'AWS Health Dashboard: is there an event in the zone?',
        'None: open a case with the id of the gateway. Meanwhile, natZone moves the NAT to another zone.',
      ],
      metric: packets('PacketsDropCount'),
      math: {
        label: 'PacketsDropCount of all packets',
        expression: '100 * m / (source + destination)',
        others: { source: packets('PacketsInFromSource'), destination: packets('PacketsInFromDestination') },
      },
      threshold: 0.01,
      unit: '%',
      evaluationPeriods: 3,
    },
  ];
}
