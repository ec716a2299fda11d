/** What a script can set on cjson, with its defaults. As in Redis, it holds for later scripts too. */
export class CjsonOptions {
  sparseConvert = false;
  sparseRatio = 2;
  sparseSafe = 10;
  encodeMaxDepth = 1000;
  decodeMaxDepth = 1000;
  numberPrecision = 14;
  keepBuffer = true;
  encodeInvalidNumbers: 'off' | 'on' | 'null' = 'off';
  decodeInvalidNumbers = true;
}

/** Scripts and functions have a cjson each, whose options outlive an instance of Lua. */
export class CjsonConfiguration {
  readonly scripts = new CjsonOptions();
  readonly functions = new CjsonOptions();
}
