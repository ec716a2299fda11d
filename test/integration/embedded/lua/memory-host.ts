import {
  DoubleReply,
  ErrorReply,
  MapReply,
  OK,
  type Reply,
  SetReply,
} from '../../../../lib/embedded/reply/reply.js';
import type { LuaHost } from '../../../../lib/embedded/lua/index.js';

type Command = (args: readonly string[]) => Reply;

const WRONG_TYPE = new ErrorReply(
  'WRONGTYPE Operation against a key holding the wrong kind of value',
);
const UNKNOWN = new ErrorReply('ERR Unknown Redis command called from script');
const WRONG_ARITY = new ErrorReply('ERR Wrong number of args calling Redis command from script');

/** A few commands, for scripts that are about Lua and not about data. */
export class MemoryHost implements LuaHost {
  readonly logged: string[] = [];
  readonly versions: number[] = [];
  readonly replications: number[] = [];
  readonly #strings = new Map<string, string>();
  readonly #hashes = new Map<string, Map<string, string>>();
  readonly #lists = new Map<string, string[]>();
  readonly #sets = new Map<string, Set<string>>();
  readonly #scores = new Map<string, Map<string, number>>();
  readonly #commands: Readonly<Record<string, { arity: number; run: Command }>> = {
    get: { arity: 2, run: ([key = '']) => this.#get(key) },
    set: {
      arity: 3,
      run: ([key = '', value = '']) => {
        this.#strings.set(key, value);
        return OK;
      },
    },
    incr: { arity: 2, run: ([key = '']) => this.#add(key, 1) },
    incrby: { arity: 3, run: ([key = '', by = '']) => this.#add(key, Number(by)) },
    echo: { arity: 2, run: ([text = '']) => text },
    del: { arity: -2, run: keys => keys.filter(key => this.#strings.delete(key)).length },
    exists: { arity: -2, run: keys => keys.filter(key => this.#strings.has(key)).length },
    hset: { arity: -4, run: ([key = '', ...fields]) => this.#setFields(key, fields) },
    hgetall: { arity: 2, run: ([key = '']) => this.#fields(key) },
    rpush: { arity: -3, run: ([key = '', ...items]) => this.#push(key, items) },
    lrange: { arity: 4, run: ([key = '']) => [...(this.#lists.get(key) ?? [])] },
    lpop: { arity: -2, run: ([key = '']) => this.#lists.get(key)?.shift() ?? null },
    sadd: { arity: -3, run: ([key = '', ...members]) => this.#addMembers(key, members) },
    smembers: { arity: 2, run: ([key = '']) => new SetReply([...(this.#sets.get(key) ?? [])]) },
    zadd: {
      arity: -4,
      run: ([key = '', score = '', member = '']) => this.#rank(key, score, member),
    },
    zscore: { arity: 3, run: ([key = '', member = '']) => this.#score(key, member) },
    mget: { arity: -2, run: keys => keys.map(key => this.#strings.get(key) ?? null) },
  };

  call(args: string[]): Reply {
    const [name = '', ...rest] = args;
    const command = this.#commands[name.toLowerCase()];
    if (!command) return UNKNOWN;
    const isFit = command.arity < 0 ? args.length >= -command.arity : args.length === command.arity;
    return isFit ? command.run(rest) : WRONG_ARITY;
  }

  log(level: number, message: string): void {
    this.logged.push(`${level}:${message}`);
  }

  setResp(version: 2 | 3): void {
    this.versions.push(version);
  }

  setReplication(flags: number): void {
    this.replications.push(flags);
  }

  aclCheckCommand([name = '']: string[]): boolean | undefined {
    return name.toLowerCase() in this.#commands ? true : undefined;
  }

  #get(key: string): Reply {
    return this.#hashes.has(key) ? WRONG_TYPE : (this.#strings.get(key) ?? null);
  }

  #add(key: string, by: number): Reply {
    if (this.#hashes.has(key)) return WRONG_TYPE;
    const value = Number(this.#strings.get(key) ?? 0) + by;
    if (!Number.isInteger(value)) {
      return new ErrorReply('ERR value is not an integer or out of range');
    }
    this.#strings.set(key, `${value}`);
    return value;
  }

  #setFields(key: string, fields: readonly string[]): Reply {
    const hash = this.#hashes.get(key) ?? new Map<string, string>();
    this.#hashes.set(key, hash);
    const before = hash.size;
    for (let index = 0; index < fields.length; index += 2) {
      hash.set(fields[index] ?? '', fields[index + 1] ?? '');
    }
    return hash.size - before;
  }

  #fields(key: string): Reply {
    return new MapReply([...(this.#hashes.get(key) ?? [])].flat());
  }

  #push(key: string, items: readonly string[]): Reply {
    const list = [...(this.#lists.get(key) ?? []), ...items];
    this.#lists.set(key, list);
    return list.length;
  }

  #addMembers(key: string, members: readonly string[]): Reply {
    const set = new Set([...(this.#sets.get(key) ?? []), ...members]);
    const added = set.size - (this.#sets.get(key)?.size ?? 0);
    this.#sets.set(key, set);
    return added;
  }

  #rank(key: string, score: string, member: string): Reply {
    const scores = this.#scores.get(key) ?? new Map<string, number>();
    this.#scores.set(key, scores.set(member, Number(score)));
    return 1;
  }

  #score(key: string, member: string): Reply {
    const score = this.#scores.get(key)?.get(member);
    return score === undefined ? null : new DoubleReply(score);
  }
}
