/** A rule of ACL SETUSER that cannot be applied, and why. */
export class RuleError extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'RuleError';
  }

  static syntax(): RuleError {
    return new RuleError('Syntax error');
  }

  static unknownCommand(): RuleError {
    return new RuleError('Unknown command or category name in ACL');
  }

  static subcommandArgument(): RuleError {
    return new RuleError('Allowing first-arg of a subcommand is not supported');
  }

  /** @param kind `keys` or `channels` */
  static afterAll(kind: 'keys' | 'channels'): RuleError {
    const items = kind === 'keys' ? 'patterns' : 'channels';
    return new RuleError(
      `Adding a pattern after the * pattern (or the 'all${kind}' flag) is not valid and does not have any effect. Try 'reset${kind}' to start with an empty list of ${items}`,
    );
  }

  static noSuchPassword(): RuleError {
    return new RuleError('The password you are trying to remove from the user does not exist');
  }

  static badHash(): RuleError {
    return new RuleError(
      'The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters',
    );
  }
}
