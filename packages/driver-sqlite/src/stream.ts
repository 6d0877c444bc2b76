/** Rows of a long result in portions: an open cursor of a connection, whose rest can move out of the connection's way. */
import { setImmediate as turn } from 'node:timers/promises';
import type { DriverRow, RowStream } from '@dorm/core/driver';
import { Spool } from './spool.js';

/** How a stream reads. */
export interface CursorOptions {
  readonly chunkSize: number;
  /** Read the rest at once, into a file of its own: the connection serves others, or the statement writes. */
  readonly detached: boolean;
  /** The transaction whose end closes it. */
  readonly owner?: object;
  /** Called once when nothing of the connection is needed any more. */
  readonly onRelease?: () => void;
}

/** The state of a stream. Nothing in it refers to the stream itself, so an abandoned stream can be collected. */
export class Cursor {
  readonly owner: object | undefined;
  readonly #options: CursorOptions;
  readonly #open: Set<Cursor>;
  readonly #mapped: (error: unknown) => unknown;
  /** What the connection iterates; null when it is read or closed. */
  #rows: Iterator<DriverRow> | null;
  #next: IteratorResult<DriverRow>;
  /** What detach() has read: one portion in memory, the rest on disk. */
  #portion: readonly DriverRow[] = [];
  #spool: Spool | null = null;
  #failure: { readonly error: unknown } | null = null;

  /** Reads the first row, so that locks and most errors show here. */
  constructor(
    rows: Iterator<DriverRow>,
    options: CursorOptions,
    open: Set<Cursor>,
    mapped: (error: unknown) => unknown,
  ) {
    this.#next = rows.next();
    this.#rows = rows;
    this.owner = options.owner;
    this.#options = options;
    this.#open = open;
    this.#mapped = mapped;
    open.add(this);
  }

  read(): readonly DriverRow[] {
    if (this.#failure !== null) throw this.#failure.error;
    try {
      const rows = this.#portion.length > 0 ? this.#portion : (this.#spool?.read() ?? this.#take());
      this.#portion = [];
      if (rows.length === 0) this.close();
      return rows;
    } catch (error) {
      const mapped = this.#mapped(error);
      this.#fail(mapped);
      throw mapped;
    }
  }

  /** Takes the rest of the rows off the connection. Never throws: an error is for whoever reads the stream. */
  detach(): void {
    if (this.#rows === null) return;
    try {
      this.#portion = this.#take();
      let rows = this.#take();
      if (rows.length === 0) return;
      this.#spool = new Spool();
      for (; rows.length > 0; rows = this.#take()) this.#spool.write(rows);
      this.#spool.finish();
    } catch (error) {
      this.#fail(this.#mapped(error));
    }
  }

  /** Gives everything back. With a reason, reading on throws it; otherwise it finds no more rows. */
  close(reason?: Error): void {
    if (!this.#open.delete(this)) return;
    if (reason !== undefined) this.#failure = { error: reason };
    this.#portion = [];
    this.#spool?.close();
    this.#spool = null;
    this.#release();
  }

  #fail(error: unknown): void {
    this.#failure = { error };
    this.close();
  }

  /** The next rows of the connection. */
  #take(): readonly DriverRow[] {
    const rows: DriverRow[] = [];
    const source = this.#rows;
    if (source === null) return rows;
    while (!this.#next.done && rows.length < this.#options.chunkSize) {
      rows.push(this.#next.value);
      this.#next = source.next();
    }
    if (this.#next.done) this.#release();
    return rows;
  }

  #release(): void {
    const rows = this.#rows;
    if (rows === null) return;
    this.#rows = null;
    try {
      rows.return?.();
    } finally {
      this.#options.onRelease?.();
    }
  }
}

/** Closes cursors whose stream was dropped without being closed. */
const abandoned = new FinalizationRegistry<Cursor>((cursor) => cursor.close());

/** What a caller holds of a cursor. */
export class CursorStream implements RowStream {
  readonly columns: readonly string[];
  readonly #cursor: Cursor;
  #started = false;

  constructor(cursor: Cursor, columns: readonly string[]) {
    this.columns = columns;
    this.#cursor = cursor;
    abandoned.register(this, cursor, this);
  }

  /** Between portions the event loop turns: else a long loop would let no timer run, and no row that a WeakRef knows be collected. */
  async read(): Promise<readonly DriverRow[]> {
    if (this.#started) await turn();
    this.#started = true;
    return this.#cursor.read();
  }

  close(): void {
    abandoned.unregister(this);
    this.#cursor.close();
  }
}
