const MICROSECONDS = 1000;

/** Milliseconds that this process computed meanwhile: a busy machine makes them no more. */
export function cpuTimeOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MICROSECONDS;
}
