import type { Bytes } from '../bytes.js';
import type { Command } from './command.js';

const REDACTED = '(redacted)';
/** The parameters of CONFIG SET that are passwords. */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set(['masterauth', 'masteruser', 'requirepass']);

/** The words of a request as they may be shown: without passwords and the rules of users. */
export function withoutSecrets({ fullName }: Command, args: readonly Bytes[]): readonly Bytes[] {
  switch (fullName) {
    case 'auth':
      return redacted(args, at => at > 0);
    case 'acl|setuser':
      return redacted(args, at => at > 1);
    case 'config|set':
      return redacted(
        args,
        at => at > 2 && at % 2 === 1 && SECRET_PARAMETERS.has(args[at - 1]?.toLowerCase() ?? ''),
      );
    case 'hello': {
      const auth = args.findIndex(word => word.toLowerCase() === 'auth');
      return redacted(args, at => auth > 0 && (at === auth + 1 || at === auth + 2));
    }
    default:
      return args;
  }
}

function redacted(args: readonly Bytes[], isSecret: (at: number) => boolean): readonly Bytes[] {
  return args.map((word, at) => (isSecret(at) ? REDACTED : word));
}
