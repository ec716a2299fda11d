import { EMPTY, Observable, type Subscriber, type Subscription } from 'rxjs';

/** What a handler gave: one value, or a stream that must reach the caller as it is. */
export type HandlerResult =
  | { readonly isSingle: true; readonly value: unknown }
  | { readonly isSingle: false; readonly stream: Observable<unknown> };

/**
 * Waits for what a handler gives, until it is known whether that is one value or several. A stream
 * with several, or none, is handed on from its beginning, and goes on by itself.
 *
 * It rejects with the handler's own error.
 */
export function resultOf(source: Observable<unknown>): Promise<HandlerResult> {
  return new Promise((resolve, reject) => {
    const relay = new Relay();
    let first: { readonly value: unknown } | undefined;
    let isStream = false;
    relay.upstream = source.subscribe({
      next: value => {
        if (isStream) relay.next(value);
        else if (first === undefined) first = { value };
        else {
          isStream = true;
          relay.next(first.value);
          relay.next(value);
          resolve({ isSingle: false, stream: relay.stream });
        }
      },
      error: (error: unknown) => {
        if (isStream) relay.error(error);
        else reject(error);
      },
      complete: () => {
        if (isStream) relay.complete();
        else if (first === undefined) resolve({ isSingle: false, stream: EMPTY });
        else resolve({ isSingle: true, value: first.value });
      },
    });
  });
}

type Event = (subscriber: Subscriber<unknown>) => void;

/** Keeps what a stream gives until its one subscriber comes, and passes it on from then. */
class Relay {
  upstream: Subscription | undefined;
  #kept: Event[] = [];
  #subscriber: Subscriber<unknown> | undefined;

  readonly stream = new Observable<unknown>(subscriber => {
    this.#subscriber = subscriber;
    for (const event of this.#kept.splice(0)) event(subscriber);
    return () => this.upstream?.unsubscribe();
  });

  next(value: unknown): void {
    this.#pass(subscriber => subscriber.next(value));
  }

  error(error: unknown): void {
    this.#pass(subscriber => subscriber.error(error));
  }

  complete(): void {
    this.#pass(subscriber => subscriber.complete());
  }

  #pass(event: Event): void {
    if (this.#subscriber === undefined) this.#kept.push(event);
    else event(this.#subscriber);
  }
}
