import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { defineScript, ScriptLintError, ScriptRegistry } from '../../../../lib/index.js';

const faulty = defineScript({
  name: 'drop',
  keys: ['set'],
  lua: "count = 1\nreturn redis.call('SADD', ARGV[1], unpack(ARGV))",
});
const large = defineScript({ name: 'large', lua: 'local a = 1\n'.repeat(100) });

describe('ScriptRegistry', () => {
  let warn: jest.SpiedFunction<Logger['warn']>;
  let debug: jest.SpiedFunction<Logger['debug']>;

  beforeEach(() => {
    warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    debug = jest.spyOn(Logger.prototype, 'debug').mockImplementation(() => undefined);
  });
  afterEach(() => {
    warn.mockRestore();
    debug.mockRestore();
  });

  it('warns of each finding once, with its line, and registers the script', () => {
    const registry = new ScriptRegistry();
    registry.register(faulty);
    registry.register(faulty);

    const said = warn.mock.calls.map(([message]) => String(message));
    expect(said).toEqual([
      expect.stringMatching(/^script drop:1: error global-write: /),
      expect.stringMatching(/^script drop:2: error undeclared-key: /),
      expect.stringMatching(/^script drop:2: warning unbounded-unpack: /),
    ]);
    expect(registry.get('drop')).toBe(faulty);
  });

  it('does not warn of what is only advice', () => {
    new ScriptRegistry().register(large);

    expect(warn).not.toHaveBeenCalled();
    expect(debug.mock.calls).toEqual([[expect.stringContaining('advice script-size')]]);
  });

  it('refuses a script with findings when lint is an error, and does not register it', () => {
    const registry = new ScriptRegistry({ lint: 'error' });

    expect(() => registry.register(faulty)).toThrow(ScriptLintError);
    expect(() => registry.register(faulty)).toThrow(
      expect.objectContaining({
        code: 'SCRIPT_LINT',
        script: 'drop',
        findings: [
          expect.objectContaining({ code: 'global-write', line: 1 }),
          expect.objectContaining({ code: 'undeclared-key', line: 2 }),
          expect.objectContaining({ code: 'unbounded-unpack', line: 2 }),
        ],
        message: expect.stringContaining('script drop:1: error global-write'),
      }),
    );
    expect(registry.list()).toEqual([]);
    expect(registry.register(large)).toBe(large);
  });

  it('says nothing when lint is off', () => {
    new ScriptRegistry({ lint: false }).register(faulty);

    expect(warn).not.toHaveBeenCalled();
  });
});
