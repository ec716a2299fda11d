import { type Endpoint, repliesOf } from './differential-endpoint.ts';
import { comparable, comparableMessage, type Comparison, isMessage } from './differential-reply.ts';
import type { SpecialStep } from './differential-step.ts';
import type { RespValue } from './resp-value.ts';
import { waitFor } from './wait-for.ts';

/** Milliseconds in which what a step brings about has come in, where no reply tells it. */
export const SETTLE_MS = 30;

type SplitStep = SpecialStep & { readonly send: readonly string[] };

/** One client of a run: what it sent, and what came in. */
export class Client {
  readonly #endpoint: Endpoint;
  /** What was sent, once for each reply that is due to it. */
  readonly #sent: { readonly args: readonly string[]; readonly as: Comparison | undefined }[] = [];
  #skipped = 0;
  #expected = 0;
  #counted = 0;
  #messages = 0;
  #hasBlocked = false;
  #id: string | undefined;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** It has sent what is not answered yet. */
  get isBehind(): boolean {
    return this.#hasBlocked;
  }

  async call(args: readonly string[]): Promise<RespValue> {
    this.#endpoint.send(args);
    this.#skipped = ++this.#expected;
    const replies = await repliesOf(this.#endpoint, this.#expected);
    return replies[this.#expected - 1] ?? '';
  }

  /** Asked only once, and before the client is told anything: a subscriber may not ask. */
  async id(): Promise<string> {
    this.#id ??= JSON.stringify(await this.call(['CLIENT', 'ID'])).replaceAll(/\D/g, '');
    return this.#id;
  }

  /** @param request its words with the ids of clients filled in, which differ between servers */
  async step(
    request: readonly string[],
    { send, as, blocks = false, replies = 1 }: SplitStep,
  ): Promise<void> {
    this.#endpoint.send(request);
    for (let left = replies; left > 0; left--) this.#sent.push({ args: send, as });
    if (blocks) this.#hasBlocked = true;
    if (this.#hasBlocked) {
      await new Promise(resolve => setTimeout(resolve, SETTLE_MS));
      return;
    }
    this.#expected += replies;
    await this.#until(`reply ${this.#expected}`, () => this.#answered >= this.#expected);
  }

  async receive(messages: number): Promise<void> {
    await this.#until(`message ${messages}`, () => this.#messages >= messages);
  }

  async #until(what: string, hasCome: () => boolean): Promise<void> {
    const isDone = (): boolean => {
      this.#count();
      return hasCome() || this.#endpoint.isClosed;
    };
    await waitFor(isDone, { what, interval: 1, timeout: 5000 });
  }

  get #answered(): number {
    return this.#counted - this.#messages;
  }

  /** Counts the messages among what has come in since. */
  #count(): void {
    const { replies } = this.#endpoint;
    this.#messages += replies.slice(this.#counted).filter(isMessage).length;
    this.#counted = replies.length;
  }

  /** Each command with its reply, and between them the messages. */
  outcome(): unknown {
    const replies = this.#endpoint.replies.slice(this.#skipped);
    // Where replies are held up, none can be told whose it is.
    const messages = replies.filter(isMessage).length;
    const aligned = replies.length - messages === this.#sent.length;
    let answered = 0;
    const compared = replies.map(reply => {
      if (isMessage(reply)) return comparableMessage(reply);
      const sent = aligned ? this.#sent[answered++] : undefined;
      const value = comparable(reply, sent?.args ?? [], sent?.as);
      return sent ? { [sent.args.join(' ').slice(0, 200)]: value } : value;
    });
    return this.#endpoint.isClosed ? [...compared, 'closed'] : compared;
  }

  close(): void {
    this.#endpoint.close();
  }
}
