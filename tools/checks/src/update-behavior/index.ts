export { UPDATE_BEHAVIOR } from './modules';
export { recordAnew } from './record-anew';
export { readRecorded, recordName } from './recorded';
