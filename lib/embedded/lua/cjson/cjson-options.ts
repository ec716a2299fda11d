/** What a script can set on cjson, with its defaults. */
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
