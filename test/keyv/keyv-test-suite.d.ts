/** What the suite's own types say, without those of the runner that it was written for. */
declare module '@keyv/test-suite' {
  import type { Keyv, KeyvStoreAdapter } from 'keyv';

  /** What the suite uses of its runner. */
  export interface Runner {
    it(name: string, run: (context: { expect: unknown }) => void | Promise<void>): void;
    beforeEach(run: () => Promise<void>): void;
    afterEach(run: () => Promise<void>): void;
  }
  type Tests = (runner: Runner, keyv: typeof Keyv, store: () => KeyvStoreAdapter) => void;

  const keyvTestSuite: Tests;
  export default keyvTestSuite;
  export const keyvIteratorTests: Tests;
}
