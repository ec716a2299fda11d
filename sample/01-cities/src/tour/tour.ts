import type { CityDatabase } from '../cities/city-database.js';
import type { Instance } from './instance.js';
import { Ledger } from './ledger.js';
import type { TourRequest } from './tour-request.js';
import { Truth } from './truth.js';
import { type Answer, ask } from './visitor.js';

/** What the steps of the tour share. */
export class Tour {
  readonly truth: Truth;
  readonly ledger: Ledger;

  constructor(
    readonly database: CityDatabase,
    readonly instances: readonly [Instance, Instance],
  ) {
    this.truth = new Truth(database);
    this.ledger = new Ledger(this.truth);
  }

  /** Queries of all instances. */
  get queries(): number {
    return this.instances.reduce((sum, { queries }) => sum + queries, 0);
  }

  /** Takes one instance after the other, as a load balancer does. */
  instance(index: number): Instance {
    return this.instances[index % 2 === 0 ? 0 : 1];
  }

  /** Asks, and checks the answer. */
  async visit(instance: Instance, request: TourRequest, client: string): Promise<Answer> {
    const answer = await ask(instance, request, client);
    this.ledger.add(answer);
    return answer;
  }

  fail(message: string): void {
    this.ledger.errors.push(message);
  }
}
