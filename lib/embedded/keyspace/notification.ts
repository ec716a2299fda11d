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

const ALL = 'g$lshzxetd';

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
  for (const letter of letters.replaceAll('A', ALL)) {
    if (letter === 'K') keyspace = true;
    else if (letter === 'E') keyevent = true;
    else if (isLetter(letter)) classes.add(LETTERS[letter]);
    else return undefined;
  }
  return { keyspace, keyevent, classes };
}

/** The letters as Redis puts them. */
export function formatNotifications(filter: NotificationFilter): string {
  let letters = Object.entries(LETTERS)
    .filter(([, name]) => filter.classes.has(name))
    .map(([letter]) => letter)
    .join('');
  if ([...ALL].every(letter => letters.includes(letter))) {
    letters = 'A' + [...letters].filter(letter => !ALL.includes(letter)).join('');
  }
  return letters + (filter.keyspace ? 'K' : '') + (filter.keyevent ? 'E' : '');
}

function isLetter(letter: string): letter is keyof typeof LETTERS {
  return letter in LETTERS;
}
