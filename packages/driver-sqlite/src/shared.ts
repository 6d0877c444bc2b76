/** The one connection of a database in memory, or of a Database that was handed in: for all who open the same driver. */
import type { Connection } from './connection.js';
import { Turn } from './turn.js';

export class SharedDatabase {
  /** One for all of them: nobody may join somebody else's transaction. */
  readonly turn: Turn = new Turn();
  readonly #users = new Set<object>();
  #connection: Connection | null = null;

  /** @param open makes the connection for the first user. */
  connect(user: object, open: () => Connection): Connection {
    this.#connection ??= open();
    this.#users.add(user);
    return this.#connection;
  }

  /** The connection is closed with its last user, and a database in memory with it. */
  leave(user: object): void {
    if (!this.#users.delete(user) || this.#users.size > 0) return;
    this.#connection?.close();
    this.#connection = null;
  }
}
