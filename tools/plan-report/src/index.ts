export { emptyReport, planReport } from './build';
export { isConfigured, type IsConfigured, type ResourceBlocks } from './compare/configured';
export { lockedProviders, type LockedProvider } from './digest/lock-file';
export { refreshSaysTheSame } from './compare/empty-values';
export { changesSince } from './compare-summaries';
export { addressOf, readsIn, referencesIn } from './configuration/references';
export { type ConfigurationJson } from './configuration/blocks';
export { consequencesOf, type Surroundings } from './consequences/consequences';
export { rowsInWords, type RowInWords } from './consequences/rows-in-words';
export { LONGEST_FAILOVER_SECONDS } from './consequences/longest-failover';
export { consequencesIn, type Found } from './consequences/in-report';
export { allowFlag, approvals, toApprove, type Approval, type ApprovalKind } from './render/approvals';
export { meaning } from './render/interruption';
export {
  ACTIONS,
  type Action,
  type Consequence,
  type Kind,
  type PlanReport,
  type PolicyFinding,
  type Product,
  type RunDetails,
  type ReportedChange,
  type Subject,
  type Target,
  type Warning,
} from './model';
export { type PlanJson } from './plan-json';
export { renderHtml } from './render/html';
export { renderMarkdown } from './render/markdown';
export { renderDrift, renderText } from './render/text';
export { ACTION_SIGNS } from './render/words';
export { scheduleTable } from './schedules/schedule-table';
export { configuredSchedules } from './schedules/schedules';
export { SKIPPED_OUTPUT, skippedValues, type SkippedValues } from './skipped-values';
export { planSummary, type PlanSummary } from './summary';
export { ACTIONS_WITHOUT_RESOURCES } from './explain/any-resource';
export { PRICED_REGION, PRICES } from './cost/prices';
