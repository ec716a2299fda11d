import type { Bytes } from '../../bytes.js';
import {
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  MapReply,
  PushReply,
  type Reply,
  ReplySequence,
  SetReply,
  VerbatimReply,
} from '../../reply/reply.js';
import type { Protocol } from '../../reply/encode-reply.js';
import { keyword } from '../arguments.js';
import { CommandError } from '../command-error.js';

/** A reply of each type, for tests of clients. There are no attributes: the reply comes without. */
export function protocolExample(type: Bytes | undefined, protocol: Protocol): Reply {
  switch (keyword(type)) {
    case 'string':
      return 'Hello World';
    case 'integer':
      return 12_345;
    case 'double':
      // oxlint-disable-next-line oxc/approx-constant -- what Redis answers
      return new DoubleReply(3.141);
    case 'bignum':
      return new BigNumberReply('1234567999999999999999999999999999999');
    case 'null':
      return null;
    case 'array':
      return [0, 1, 2];
    case 'set':
      return new SetReply([0, 1, 2]);
    case 'map':
      return new MapReply([0, 1, 2].flatMap(key => [key, new BooleanReply(key === 1)]));
    case 'attrib':
      return 'Some real reply following the attribute';
    case 'push':
      if (protocol === 2) throw new CommandError('ERR RESP2 is not supported by this command');
      return new ReplySequence([
        new PushReply(['server-cpu-usage', 42]),
        'Some real reply following the push reply',
      ]);
    case 'true':
      return new BooleanReply(true);
    case 'false':
      return new BooleanReply(false);
    case 'verbatim':
      return new VerbatimReply('txt', 'This is a verbatim\nstring');
    default:
      throw new CommandError(
        'ERR Wrong protocol type name. Please use one of the following: string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false',
      );
  }
}
