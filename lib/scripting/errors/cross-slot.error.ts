import { ScriptError } from '../../errors/index.js';

/**
 * On a cluster, all keys of a script must live in one slot, and these do not. Nothing was sent.
 *
 * @publicApi
 */
export class CrossSlotError extends ScriptError {
  readonly code = 'CROSS_SLOT';

  constructor(
    script: string,
    /** The keys as the server knows them, each with its slot. */
    readonly slots: ReadonlyMap<string, number>,
  ) {
    const list = [...slots].map(([key, slot]) => `${key} (${slot})`).join(', ');
    const [first = ''] = slots.keys();
    super(
      `The keys of script ${script} live in different slots: ${list}. Give them the same hash tag: ` +
        `a part in braces that they share, such as {${commonStart([...slots.keys()]) || first}}.`,
      { script },
    );
  }
}

function commonStart(keys: readonly string[]): string {
  const [first = ''] = keys;
  let length = first.length;
  for (const key of keys) {
    while (!key.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, length).replace(/[^\p{L}\p{N}]+$/u, '');
}
