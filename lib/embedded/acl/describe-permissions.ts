import type { Bytes } from '../bytes.js';
import { COMMAND_CATEGORIES } from '../commands/command-categories.js';
import type { CommandCatalog } from './command-catalog.js';
import { CommandPermissions } from './command-permissions.js';

/**
 * Rules that amount to these permissions: all or nothing to begin with, then the categories that
 * come nearest, then single commands.
 */
export function describePermissions(
  permissions: CommandPermissions,
  catalog: CommandCatalog,
): Bytes {
  const adds = !permissions.startsFromAll;
  const sign = adds ? '+' : '-';
  const rules = [adds ? '-@all' : '+@all'];
  const described = new CommandPermissions(catalog);
  described.setAll(!adds);
  const left = permissions.copy();
  const unused = new Set(COMMAND_CATEGORIES);
  for (;;) {
    const category = nearestCategory(unused, left, adds, catalog);
    if (category === undefined) break;
    described.setCategory(category, adds);
    left.setCategory(category, !adds);
    rules.push(`${sign}@${category}`);
    unused.delete(category);
  }
  return [...rules, ...singleCommands(permissions, described, catalog)].join(' ');
}

/** The category with the fewest commands that are not meant, of those with more that are. */
function nearestCategory(
  categories: Iterable<string>,
  permissions: CommandPermissions,
  adds: boolean,
  catalog: CommandCatalog,
): string | undefined {
  let nearest: string | undefined;
  let least = Infinity;
  let most = 0;
  for (const category of categories) {
    const commands = catalog.category(category) ?? [];
    const meant = commands.filter(command => permissions.has(command) === adds).length;
    const others = commands.length - meant;
    if (meant > others && (others < least || (others === least && meant > most))) {
      nearest = category;
      least = others;
      most = meant;
    }
  }
  return nearest;
}

function singleCommands(
  permissions: CommandPermissions,
  described: CommandPermissions,
  catalog: CommandCatalog,
): Bytes[] {
  const rules: Bytes[] = [];
  for (const command of catalog.commands) {
    const isAllowed = permissions.has(command);
    if (isAllowed !== described.has(command)) {
      rules.push(`${isAllowed ? '+' : '-'}${command.fullName}`);
      described.set(command, isAllowed);
    }
    if (isAllowed) continue;
    for (const word of permissions.firstArguments(command)) {
      rules.push(`+${command.fullName}|${word}`);
    }
  }
  return rules;
}
