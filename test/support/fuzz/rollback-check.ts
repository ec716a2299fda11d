import type { CommandContext } from '../../../lib/embedded/commands/command-context.js';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import type { Session } from '../../../lib/embedded/session/session.js';
import { encodeRequest } from '../differential-endpoint.ts';
import { comparable } from '../differential-reply.ts';
import { Bystanders } from './bystanders.ts';
import type { FuzzFamily, FuzzStep } from './fuzz-step.ts';
import { FUZZ_CONFIG } from './fuzz-target.ts';
import { snapshotOf } from './keyspace-snapshot.ts';
import { checkMemory } from './memory-check.ts';
import { differenceOf } from './reply-check.ts';
import { call } from './script-call.ts';
import { withSeededRandom } from './seeded-random.ts';

/** What is there, what is done on top of it and taken back, and what is done then. */
export interface RollbackRound {
  readonly before: readonly FuzzStep[];
  readonly outer: readonly FuzzStep[];
  readonly inner: readonly FuzzStep[];
  readonly after: readonly FuzzStep[];
}

const NOW = 1_700_000_000_000;

/** An engine on which scripts are rolled back, and one on which they never run. */
export class RollbackCheck implements Disposable {
  readonly #families: readonly FuzzFamily[];
  #subject = new Subject();
  #control = new Subject();

  constructor(families: readonly FuzzFamily[]) {
    this.#families = families;
  }

  /**
   * Runs a round.
   *
   * @returns whether there was anything to roll back
   * @throws Error when anything is left of what was rolled back
   */
  check(round: RollbackRound): boolean {
    try {
      return this.#run(round);
    } catch (error) {
      this[Symbol.dispose]();
      this.#subject = new Subject();
      this.#control = new Subject();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#subject.server.close();
    this.#control.server.close();
  }

  #run(round: RollbackRound): boolean {
    const subjects = [this.#control, this.#subject];
    for (const subject of subjects) subject.begin(round.before);
    const hasChanged = withSeededRandom(() => this.#rollBack(this.#subject, round));
    const replies = subjects.map(subject => subject.commit(round.after));
    refuse(differenceOf('what is answered afterwards', replies[0], replies[1]));
    const ends = subjects.map(subject => subject.snapshot());
    refuse(differenceOf('what comes of it', ends[0], ends[1]));
    return hasChanged;
  }

  #rollBack(subject: Subject, { outer, inner }: RollbackRound): boolean {
    const { server } = subject;
    using bystanders = new Bystanders(server, this.#families);
    const initial = subject.snapshot();
    let changed = initial;
    server.background(() => {
      const script = subject.script();
      const outerSavepoint = server.unit.savepoint();
      run(script, outer);
      const between = subject.snapshot();
      const innerSavepoint = server.unit.savepoint();
      run(script, inner);
      changed = subject.snapshot();
      server.unit.rollbackTo(innerSavepoint);
      refuse(differenceOf('the inner roll-back', between, subject.snapshot()));
      server.unit.rollbackTo(outerSavepoint);
      refuse(differenceOf('the outer roll-back', initial, subject.snapshot()));
    });
    refuse(differenceOf('the commit', initial, subject.snapshot()));
    refuse(differenceOf('what others noticed', [], bystanders.noticed));
    return changed.join('\n') !== initial.join('\n');
  }
}

/** An engine of which the clock stands still. */
class Subject {
  readonly server: Server = createServer({ clock: () => NOW });
  readonly #session: Session;
  #context: CommandContext;

  constructor() {
    this.#session = this.server.connect({ write: () => undefined, close: () => undefined });
    this.#session.feed(FUZZ_CONFIG.map(encodeRequest).join(''));
    this.#context = this.script();
  }

  /** Where a script runs. */
  script(): CommandContext {
    return this.#session.context.forScript();
  }

  /** Empties the engine and fills it again. */
  begin(steps: readonly FuzzStep[]): void {
    const { events, keyspace, memory } = this.server;
    this.server.background(() => {
      for (const database of keyspace.databases) database.flush();
    });
    refuse(differenceOf('the memory of nothing', 0, memory.used));
    events.dirty = 0;
    this.#context = this.script();
    // What SPOP leaves must be the same in both engines.
    withSeededRandom(() => this.commit(steps));
  }

  /** Runs commands with their effects on others; answers what they answer. */
  commit(steps: readonly FuzzStep[]): string[] {
    let replies: string[] = [];
    this.server.background(() => (replies = run(this.#context, steps)));
    checkMemory(this.server);
    return replies;
  }

  snapshot(): string[] {
    return snapshotOf(this.script());
  }
}

function run(context: CommandContext, steps: readonly FuzzStep[]): string[] {
  return steps.flatMap(({ before = [], words, as }) => {
    for (const preparation of before) call(context, preparation);
    const reply = comparable(call(context, words), words, as);
    return `${words.join(' ')} ${JSON.stringify(reply)}`;
  });
}

function refuse(difference: string | undefined): void {
  if (difference !== undefined) throw new Error(difference);
}
