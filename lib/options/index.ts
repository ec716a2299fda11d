export { type Duration, parseDuration } from './duration.js';
export { type NumberRange, OptionReader } from './option-reader.js';
