export { workflowFiles } from './workflows/files';
export { identitiesOf, type Identity } from './workflows/identities';
