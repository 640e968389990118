export { LoadBalancer, type LoadBalancerOutputs } from './load-balancer';
export type { AccessLogs, CertificateSource, ClientCertificates, LoadBalancerConfig } from './load-balancer.config';
export type { ValidationRecord } from './certificate';
