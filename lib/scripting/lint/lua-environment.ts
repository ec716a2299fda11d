/**
 * What a script finds in Redis 7.0 and later. Redis 7.4 adds `os.clock`, and Valkey `server`: who
 * uses them is bound to those.
 */
const FUNCTIONS =
  '_G _VERSION ARGV KEYS assert collectgarbage error gcinfo getmetatable ipairs load loadstring ' +
  'next pairs pcall rawequal rawget rawset select setmetatable tonumber tostring type unpack xpcall';

const LIBRARIES: Readonly<Record<string, string>> = {
  bit: 'arshift band bnot bor bswap bxor lshift rol ror rshift tobit tohex',
  cjson:
    '_NAME _VERSION decode decode_array_with_array_mt decode_invalid_numbers decode_max_depth ' +
    'encode encode_invalid_numbers encode_keep_buffer encode_max_depth encode_number_precision ' +
    'encode_sparse_array new null',
  cmsgpack: '_COPYRIGHT _DESCRIPTION _NAME _VERSION pack unpack unpack_limit unpack_one',
  coroutine: 'create resume running status wrap yield',
  math:
    'abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp log log10 max min ' +
    'mod modf pi pow rad random randomseed sin sinh sqrt tan tanh',
  redis:
    'LOG_DEBUG LOG_NOTICE LOG_VERBOSE LOG_WARNING REDIS_VERSION REDIS_VERSION_NUM REPL_ALL ' +
    'REPL_AOF REPL_NONE REPL_REPLICA REPL_SLAVE acl_check_cmd breakpoint call debug error_reply ' +
    'log pcall replicate_commands set_repl setresp sha1hex status_reply',
  string: 'byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper',
  struct: 'pack size unpack',
  table: 'concat foreach foreachi getn insert maxn remove setn sort',
};

const GLOBALS: ReadonlySet<string> = new Set([...FUNCTIONS.split(' '), ...Object.keys(LIBRARIES)]);

const MEMBERS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(LIBRARIES).map(([name, members]) => [name, new Set(members.split(' '))]),
);

export function isGlobalName(name: string): boolean {
  return GLOBALS.has(name);
}

/** The members of a library, if there is one of that name. */
export function libraryOf(name: string): ReadonlySet<string> | undefined {
  return MEMBERS.get(name);
}
