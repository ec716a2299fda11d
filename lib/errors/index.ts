export { HybridCacheConfigurationError } from './configuration.error.js';
export { HybridCacheError } from './hybrid-cache.error.js';
export { InvalidKeyError } from './invalid-key.error.js';
export { ScriptError } from './script.error.js';
export { ServerReplyError } from './server-reply.error.js';
export { type Execution, ServerUnavailableError } from './server-unavailable.error.js';
