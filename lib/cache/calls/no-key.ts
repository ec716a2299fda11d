/** Why a call has no key, so that it goes straight through. */
export class NoKey {
  constructor(
    /** Why, and the remedy, for the log; nothing when the user wanted it so. */
    readonly why?: string,
    /** What it is about, where `why` says more than that: each topic is reported once. */
    readonly topic?: string,
    /** What the `fwd` of a Cache-Status field says. */
    readonly forward: 'bypass' | 'method' = 'bypass',
  ) {}
}
