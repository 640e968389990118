export { statePolicy, type StateAccess, type StatePolicyInput } from './state-policy';
export { TfstateBackend, type TfstateBackendOutputs } from './tfstate-backend';
export { type TfstateBackendConfig } from './tfstate-backend.config';
