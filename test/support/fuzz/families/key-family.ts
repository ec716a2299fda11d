import type { FuzzFamily } from '../fuzz-step.ts';

export const KEY_FAMILY: FuzzFamily = {
  name: 'keys of any type',
  weight: 6,
  keys: ['', 'any\r\n\xff'],
  commands: `
    DEL {key}...
    UNLINK {key}...
    EXISTS {key}...
    TOUCH {key}...
    TYPE {key}
    KEYS {pattern}
    EXPIRE {key} {seconds} [NX | XX | NX XX]
    PEXPIRE {key} {milliseconds} [NX | XX]
    EXPIREAT {key} {second} [NX | XX | GT | LT | XX GT | GT LT]
    PEXPIREAT {key} {millisecond} [NX | XX | GT | LT | XX LT]
    <TTL | PTTL | EXPIRETIME | PEXPIRETIME> {key}
    PERSIST {key}
    RENAME {key} {key}
    RENAMENX {key} {key}
    COPY {key} {key} [DB {db}] [REPLACE]
    OBJECT <ENCODING | FREQ> {key}
  `,
  shapes: phrase => [
    // Of a copy, and of what a transaction has just stored, it differs by one.
    phrase('OBJECT REFCOUNT {key}').map(words => ({ words, as: 'type' })),
    phrase('OBJECT IDLETIME {key}').map(words => ({ words, as: 'type' })),
    phrase('MEMORY USAGE {key}').map(words => ({ words, as: 'type' })),
    phrase('SCAN 0 COUNT 10000 [MATCH {pattern}] [TYPE {type}]').map(words => ({ words })),
  ],
};
