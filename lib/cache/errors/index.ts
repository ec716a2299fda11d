export { PayloadTooLargeError } from './payload-too-large.error.js';
export { UnserializableValueError } from './unserializable-value.error.js';
