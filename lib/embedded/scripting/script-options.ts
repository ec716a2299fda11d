/** What becomes of the writes of a script that fails: see {@link EmbeddedScriptOptions.onError}. */
export type ScriptErrorMode = 'keep' | 'rollback';

export type ScriptLogLevel = 'debug' | 'verbose' | 'notice' | 'warning';

/**
 * How the embedded engine runs scripts and functions. A script past a limit is stopped, whatever it
 * tries, with an error that names the limit.
 *
 * @publicApi
 */
export interface EmbeddedScriptOptions {
  /**
   * `keep`: writes made before an error stay, as on Redis. `rollback`: a script that fails, is
   * stopped by a limit, or answers an error, leaves no trace in any key or expiry, and wakes,
   * publishes, logs and invalidates nothing. A script decides for itself with the comment
   * `--[[@on-error rollback]]` (or `keep`) before its first statement.
   *
   * @default 'keep'
   */
  readonly onError?: ScriptErrorMode | undefined;
  /**
   * Lua instructions, counted in steps of 10,000.
   *
   * @default no limit; the time limit is the configuration parameter `busy-reply-threshold`
   */
  readonly maxInstructions?: number | undefined;
  /**
   * Bytes that the values of Lua may take; at least 12 MB.
   *
   * @default 256 MB
   */
  readonly maxMemory?: number | undefined;
  /**
   * How deep tables may be nested in an answer.
   *
   * @default 1000
   */
  readonly maxReplyDepth?: number | undefined;
  /**
   * Bytes of an answer, roughly.
   *
   * @default 512 MB
   */
  readonly maxReplyBytes?: number | undefined;
  /** Receives what scripts write with `redis.log`. @default nothing is written */
  readonly log?: ((level: ScriptLogLevel, message: string) => void) | undefined;
}
