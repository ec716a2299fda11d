// Writes docs/embedded-commands.md, the list of what the embedded engine answers, from its table of
// commands. It reads what was built: run it after `npm run build`.
//
//   node tools/document-commands.mjs           writes the page
//   node tools/document-commands.mjs --check   writes nothing, and exits 1 when the page would change
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./document-commands.d.mts').DocumentedCommand} Command */

const PAGE = 'docs/embedded-commands.md';

/** The groups in the order of the page. */
const GROUPS = {
  string: 'Strings',
  bitmap: 'Bitmaps',
  hyperloglog: 'HyperLogLog',
  hash: 'Hashes',
  list: 'Lists',
  set: 'Sets',
  'sorted-set': 'Sorted sets',
  geo: 'Geospatial indexes',
  stream: 'Streams',
  generic: 'Keys of any type',
  transactions: 'Transactions',
  scripting: 'Scripts and functions',
  pubsub: 'Publish and subscribe',
  connection: 'Connections',
  cluster: 'Cluster',
  server: 'Server',
};

/** The flags that say something to the caller; the others are about when a server may run it. */
const FLAGS = ['write', 'readonly', 'denyoom', 'blocking', 'fast', 'noscript', 'no_multi', 'admin'];

const HEAD = `<!-- Generated from the table of commands by tools/document-commands.mjs. Do not edit. -->

# Commands of the embedded engine

The embedded engine is a Redis 7.0 in the process: its commands answer, fail and notify as those of redis-server 7.0.15 do. What is not in this list it answers as Redis answers an unknown command.

Flags are those of \`COMMAND INFO\`: \`write\` changes keys and \`readonly\` only looks at them; \`denyoom\` is refused above \`maxmemory\`; \`blocking\` may wait; \`fast\` takes no longer where more is stored; \`noscript\` is refused in scripts and \`no_multi\` in transactions; \`admin\` is about the server. \`since\` is the version of Redis that brought the command.
`;

/**
 * The page.
 *
 * @param {readonly Command[]} commands
 */
export function documentCommands(commands) {
  const unknown = commands.find(({ group }) => !(group in GROUPS));
  if (unknown) throw new Error(`${unknown.name}: there is no section for '${unknown.group}'`);
  const sections = Object.entries(GROUPS).flatMap(([group, title]) => {
    const rows = rowsOf(commands.filter(command => command.group === group));
    return rows.length > 0 ? [sectionOf(title, rows)] : [];
  });
  return [HEAD, ...sections].join('\n');
}

/**
 * @param {string} title
 * @param {readonly string[]} rows
 */
function sectionOf(title, rows) {
  return `## ${title}\n\n| command | | since | flags |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

/**
 * By name, each followed by its subcommands.
 *
 * @param {readonly Command[]} commands
 * @param {string} [container] its name and a space
 * @returns {string[]}
 */
function rowsOf(commands, container = '') {
  const sorted = commands.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap(command => {
    const fullName = `${container}${command.name.toUpperCase()}`;
    // A container that cannot be called itself is not worth a line.
    const own = command.handler ? [rowOf(command, fullName)] : [];
    return own.concat(rowsOf(command.subcommands ?? [], `${fullName} `));
  });
}

/**
 * @param {Command} command
 * @param {string} fullName
 */
function rowOf({ syntax, summary, since, flags }, fullName) {
  const usage = syntax === undefined ? fullName : `${fullName} ${syntax}`;
  const shown = FLAGS.filter(flag => flags.includes(flag)).join(', ');
  return `| \`${cell(usage)}\` | ${cell(summary)} | ${since} | ${shown} |\n`;
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll('|', String.raw`\|`);
}

async function main() {
  const page = fileURLToPath(new URL(`../${PAGE}`, import.meta.url));
  const table = new URL('../dist/embedded/commands/families.js', import.meta.url);
  const { COMMAND_FAMILIES } = await import(table.href);
  const text = documentCommands(COMMAND_FAMILIES.flat());
  if (existsSync(page) && readFileSync(page, 'utf8') === text) return;
  if (process.argv.includes('--check')) {
    console.error(`${PAGE} is stale: run node tools/document-commands.mjs`);
    process.exitCode = 1;
  } else {
    writeFileSync(page, text);
    console.log(`generated ${PAGE}`);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main();
}
