import type { LintRule } from '../lint-rule.js';
import { errorTable } from './error-table.rule.js';
import { globalWrite } from './global-write.rule.js';
import { keysCommand } from './keys-command.rule.js';
import { nilInArray } from './nil-in-array.rule.js';
import { nilReply } from './nil-reply.rule.js';
import { scriptSize } from './script-size.rule.js';
import { stringKeyedReply } from './string-keyed-reply.rule.js';
import { unboundedLoop } from './unbounded-loop.rule.js';
import { unboundedScan } from './unbounded-scan.rule.js';
import { unboundedUnpack } from './unbounded-unpack.rule.js';
import { undeclaredKey } from './undeclared-key.rule.js';
import { unknownGlobal } from './unknown-global.rule.js';
import { weakIdentity } from './weak-identity.rule.js';

/** All rules, those about what fails first. */
export const LINT_RULES: readonly LintRule[] = [
  unknownGlobal,
  globalWrite,
  undeclaredKey,
  nilReply,
  stringKeyedReply,
  nilInArray,
  errorTable,
  keysCommand,
  unboundedScan,
  unboundedLoop,
  unboundedUnpack,
  weakIdentity,
  scriptSize,
];
