export { environmentDiagram, type Diagram } from './diagram/diagram';
export { leaveOut } from './edge/leave-out';
export { TerraformToolError } from './errors';
export { planReport, type PlanReport, type Subject } from './report/plan-report';
export { type PlanSummary } from './report/summary';
export { cliConfiguration } from './cli-configuration';
export { findMirror, type Mirror } from './provider-mirror';
export { Session } from './session';
