export { statePolicy, type StateAccess, type StatePolicyInput } from './state-policy';
export { TfstateBackend } from './tfstate-backend';
export { type TfstateBackendConfig } from './tfstate-backend.config';
