import { Database } from './database.js';
import type { KeyspaceServices } from './keyspace-services.js';

/** All databases of an engine. */
export class Keyspace {
  readonly databases: readonly Database[];
  /** Where every session begins. */
  readonly first: Database;

  /** @param count at least 1 */
  constructor(count: number, services: KeyspaceServices) {
    this.first = new Database(0, services);
    const others = Array.from({ length: count - 1 }, (_, at) => new Database(at + 1, services));
    this.databases = [this.first, ...others];
  }

  /** @returns undefined where there is no database of this number */
  database(index: number): Database | undefined {
    return this.databases[index];
  }
}
