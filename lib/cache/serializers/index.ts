export { JsonSerializer } from './json.serializer.js';
export { isPlainObject } from './plain-data.js';
export type { Serializer } from './serializer.js';
