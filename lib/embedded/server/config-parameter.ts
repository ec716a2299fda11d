import { parseInteger } from '../commands/arguments.js';
import {
  formatNotifications,
  NO_NOTIFICATIONS,
  parseNotifications,
} from '../keyspace/notification.js';
import { parseMemorySize } from './memory-size.js';

/** One parameter of CONFIG, by its name or its older one. */
export interface ConfigParameter {
  readonly name: string;
  readonly alias?: string | undefined;
  readonly initial: string;
  /** A pattern finds only parameters that can be set or that Redis lists; all of them here. */
  readonly isImmutable?: boolean | undefined;
  /** The value in its normal form, or why it is refused. */
  read(text: string): { readonly value: string } | { readonly error: string };
  /** What CONFIG GET answers, where that is not the value. */
  show?(value: string): string;
}

export function integerParameter(
  names: string,
  initial: number,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
): ConfigParameter {
  return parameter(names, String(initial), text => {
    const value = parseInteger(text);
    if (value === undefined) return { error: "argument couldn't be parsed into an integer" };
    return bounded(Number(value), min, max);
  });
}

export function memoryParameter(
  names: string,
  initial: number,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
): ConfigParameter {
  return parameter(names, String(initial), text => {
    const value = parseMemorySize(text);
    return value === undefined
      ? { error: 'argument must be a memory value' }
      : bounded(value, min, max);
  });
}

export function booleanParameter(names: string, initial: boolean): ConfigParameter {
  return parameter(names, initial ? 'yes' : 'no', text => {
    const value = text.toLowerCase();
    return value === 'yes' || value === 'no'
      ? { value }
      : { error: "argument must be 'yes' or 'no'" };
  });
}

export function enumParameter(
  names: string,
  initial: string,
  values: readonly string[],
): ConfigParameter {
  return parameter(names, initial, text => {
    const value = text.toLowerCase();
    return values.includes(value)
      ? { value }
      : { error: `argument(s) must be one of the following: ${values.join(', ')}` };
  });
}

export function textParameter(
  names: string,
  initial: string,
  read: ConfigParameter['read'] = value => ({ value }),
): ConfigParameter {
  return parameter(names, initial, read);
}

/** Letters of which CONFIG GET does not show all that count. */
export function notificationParameter(name: string): ConfigParameter {
  return {
    ...parameter(name, '', letters =>
      parseNotifications(letters)
        ? { value: letters }
        : { error: "Invalid event class character. Use 'Ag$lshzxeKEtmdn'." },
    ),
    show: letters => formatNotifications(parseNotifications(letters) ?? NO_NOTIFICATIONS),
  };
}

/** May be set to what it is. */
export function fixedParameter(name: string, value: string): ConfigParameter {
  return parameter(name, value, text =>
    text.toLowerCase() === value ? { value } : { error: 'the embedded engine keeps no files' },
  );
}

export function immutableParameter(name: string, value: string): ConfigParameter {
  return { ...parameter(name, value, () => ({ value })), isImmutable: true };
}

/** @param names the name, or the name and the alias with a space between */
function parameter(names: string, initial: string, read: ConfigParameter['read']): ConfigParameter {
  const [name = '', alias] = names.split(' ');
  return { name, alias, initial, read };
}

function bounded(
  value: number,
  min: number,
  max: number,
): { readonly value: string } | { readonly error: string } {
  if (value >= min && value <= max) return { value: String(value) };
  const highest = max === Number.MAX_SAFE_INTEGER ? '9223372036854775807' : max;
  return { error: `argument must be between ${min} and ${highest} inclusive` };
}
