/** The arguments of a command make no sense: it exits with 2, and says why. */
export class CliUsageError extends Error {
  override readonly name = 'CliUsageError';
}
