import base from '../../jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/keyv'],
  // Not a spec: the rest of the tests does not need what this folder installs.
  testRegex: '\\.suite\\.ts$',
};
