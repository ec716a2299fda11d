/** Lua gave up outside of any protected call: out of memory, nearly always. */
export class LuaPanic extends Error {
  override readonly name = 'LuaPanic';
}
