const scrambled = 'local t = {} for i = 1, 5000 do t[i] = (i * 7919) % 5000 end';

const sorts: readonly string[] = [
  `${scrambled} table.sort(t) return t`,
  `${scrambled} for i = 1, 5000 do t[i] = 'k' .. t[i] end table.sort(t) return t`,
  `${scrambled} table.sort(t, nil) return t`,
  `${scrambled} table.sort(t, function(a, b) return a > b end) return t`,
  `${scrambled} t[77] = 0/0 return {pcall(table.sort, t)}`,
  `${scrambled} t[77] = 'x' return {pcall(table.sort, t)}`,
  `${scrambled} t[77] = false table.sort(t)`,
  `${scrambled} t[4999] = nil return {pcall(table.sort, t)}`,
  'local t = {} for i = 1, 5000 do t[i] = {i} end table.sort(t)',
  'local m = {__lt = function(a, b) return a[1] > b[1] end} local t = {} for i = 1, 3000 do t[i] = setmetatable({i}, m) end table.sort(t) return t[1]',
  'return {pcall(table.sort, {3, 2, 1}, 1)}',
  'return {pcall(table.sort)}',
  'return {pcall(table.sort, 1)}',
];

const integers: readonly string[] = [
  ...['1763700000123', '-1', '1e30', '1.7', '2^31', '2^32 + 5', '0/0'].map(
    seed => `math.randomseed(${seed}) return {tostring(math.random()), math.random(1000)}`,
  ),
  'return {pcall(math.random, 2^32 + 1)}',
  'return {pcall(math.random, 2^31)}',
  'math.randomseed(1) return {pcall(math.random, 5, 2^32 + 9)}',
  'return {pcall(string.rep, "ab", 2^32 + 1)}',
  'return {pcall(string.rep, "ab", -2^32 + 1)}',
  'return {pcall(string.gsub, "abc", "", "x", 2^32 + 1)}',
  ...['f', '1', 'z', 'ff ', ' f', '0x'].map(
    digit =>
      `return {tostring(tonumber(("${digit}"):rep(100000), 16)), tostring(tonumber(("${digit}"):rep(20), 36))}`,
  ),
  'return {pcall(string.format, "%999999999d", 2^40)}',
  'return {pcall(string.format, "%.999999999d", 2^40)}',
  'return {pcall(string.format, "%-+ #0-+ d", 2^40)}',
  'return {pcall(string.format, "%99d|%.99d|%-99d", 2^40, 2^40, 2^40)}',
];

/** Long lists, lists that cannot be sorted, and integers that need more bits than an int has. */
export const extremes: readonly string[] = [...sorts, ...integers];
