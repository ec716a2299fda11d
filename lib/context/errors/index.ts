export { NotInjectedError } from './not-injected.error.js';
export { UnkeyableValueError } from './unkeyable-value.error.js';
