import type { Bytes } from '../../bytes.js';
import { globMatcher } from '../../keyspace/glob.js';
import type { LibraryFunction } from '../../lua/index.js';
import { mapReply, type Reply, SetReply, StatusReply } from '../../reply/reply.js';
import type { FunctionLibraries } from '../../scripting/function-libraries.js';
import { keyword } from '../arguments.js';
import { cString } from '../c-string.js';
import { CommandError } from '../command-error.js';

const ENGINE = 'LUA';

/** @throws CommandError for options that FUNCTION LIST has not, or has twice */
export function functionList({ libraries }: FunctionLibraries, options: readonly Bytes[]): Reply {
  let withCode = false;
  let pattern: Bytes | undefined;
  for (let at = 0; at < options.length; at++) {
    const option = keyword(options[at]);
    if (option === 'withcode' && !withCode) withCode = true;
    else if (option === 'libraryname' && pattern === undefined) {
      pattern = options[++at];
      if (pattern === undefined) throw new CommandError('ERR library name argument was not given');
    } else throw new CommandError(`ERR Unknown argument ${cString(options[at] ?? '')}`);
  }
  const matches = globMatcher(pattern ?? '*', true);
  return libraries
    .filter(({ name }) => matches(name))
    .map(library =>
      mapReply({
        library_name: library.name,
        engine: ENGINE,
        functions: [...library.functions.values()].map(describe),
        ...(withCode && { library_code: library.source }),
      }),
    );
}

/** No function runs while another command does. */
export function functionStats({ libraries, functionCount }: FunctionLibraries): Reply {
  const counts = { libraries_count: libraries.length, functions_count: functionCount };
  return mapReply({ running_script: null, engines: mapReply({ [ENGINE]: mapReply(counts) }) });
}

function describe({ name, description, flags }: LibraryFunction): Reply {
  return mapReply({
    name,
    description: description ?? null,
    flags: new SetReply([...flags].map(flag => new StatusReply(flag))),
  });
}
