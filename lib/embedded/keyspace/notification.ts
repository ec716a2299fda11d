/** The classes of keyspace notifications, by the letters of `notify-keyspace-events`. */
const LETTERS = {
  g: 'generic',
  $: 'string',
  l: 'list',
  s: 'set',
  h: 'hash',
  z: 'zset',
  x: 'expired',
  e: 'evicted',
  t: 'stream',
  d: 'module',
  m: 'keymiss',
  n: 'new',
} as const;

export type NotificationClass = (typeof LETTERS)[keyof typeof LETTERS];

const ALL = Array.from('g$lshzxetd');

/** What `notify-keyspace-events` asks for. */
export interface NotificationFilter {
  readonly keyspace: boolean;
  readonly keyevent: boolean;
  readonly classes: ReadonlySet<NotificationClass>;
}

export const NO_NOTIFICATIONS: NotificationFilter = {
  keyspace: false,
  keyevent: false,
  classes: new Set(),
};

/** Reads the letters of the configuration; undefined if one is unknown. */
export function parseNotifications(letters: string): NotificationFilter | undefined {
  const classes = new Set<NotificationClass>();
  let keyspace = false;
  let keyevent = false;
  for (const letter of letters.replaceAll('A', ALL.join(''))) {
    if (letter === 'K') keyspace = true;
    else if (letter === 'E') keyevent = true;
    else if (isLetter(letter)) classes.add(LETTERS[letter]);
    else return undefined;
  }
  return { keyspace, keyevent, classes };
}

/** The letters in the order of Redis, which leaves `n` out beside `A`. */
export function formatNotifications(filter: NotificationFilter): string {
  const has = (letter: string): boolean => isLetter(letter) && filter.classes.has(LETTERS[letter]);
  const classes = ALL.every(has) ? 'A' : [...ALL, 'n'].filter(has).join('');
  const places = (filter.keyspace ? 'K' : '') + (filter.keyevent ? 'E' : '');
  return classes + places + (has('m') ? 'm' : '');
}

function isLetter(letter: string): letter is keyof typeof LETTERS {
  return letter in LETTERS;
}
