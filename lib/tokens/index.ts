export { getCacheToken, getCoreToken, getOptionsToken } from './get-cache-token.js';
