export { BINDINGS, LAST, REFERENCE, type Binding } from './bindings';
export { recordedChanges, type ChangedArguments } from './changed-arguments';
export { checkProviderRange, type CheckedBinding, type CheckedRange } from './check';
export { RangeConsumer } from './consumer';
