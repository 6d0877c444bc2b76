/** RawQuerySet: instances of SQL that was written by hand. Nothing runs before it is awaited. */
import { checkOptionNames } from '../config/option-names.js';
import { QuerySetError } from '../errors/index.js';
import { databaseFor, logged, promised, sendStream, sessionOf } from '../execution/execute.js';
import { type RenderedSql, renderSql } from '../execution/render-sql.js';
import { currentScope } from '../execution/scope.js';
import { streamedCommand } from '../execution/streamed-command.js';
import { prefetch } from '../hydration/prefetch.js';
import { rawRows } from '../hydration/raw-rows.js';
import type { BoundField } from '../model/bound-field.js';
import { showAs } from '../model/console-view.js';
import type { ModelMeta, Row } from '../model/meta.js';
import { mergeSteps, type PrefetchStep, prefetchStep } from './prefetch.js';

const DEFAULT_CHUNK = 2000;

/** What raw() may be told besides the SQL. */
export interface RawOptions {
  /** Fields by column, for columns that are called otherwise. */
  readonly translations?: Readonly<Record<string, string>>;
  /** The type of the further columns, by `as<T>()`: nothing at run time. */
  readonly annotations?: object;
}

interface Parts {
  readonly meta: ModelMeta;
  readonly query: unknown;
  readonly translations: ReadonlyMap<string, BoundField>;
  readonly alias: string | null;
  readonly prefetch: readonly PrefetchStep[];
}

/** What raw() gives. @throws QuerySetError or FieldError when an option is wrong. */
export function rawQuerySet(
  meta: ModelMeta,
  query: unknown,
  options: RawOptions,
  alias: string | null,
): RawQuerySetCore {
  checkOptionNames(`${meta.label}: raw()`, options, ['translations', 'annotations']);
  const names = Object.entries(options.translations ?? {});
  const translations = new Map(names.map(([column, name]) => [column, meta.field(name)]));
  return new RawQuerySetCore({ meta, query, translations, alias, prefetch: [] });
}

export class RawQuerySetCore {
  readonly #parts: Parts;
  #promise: Promise<Row[]> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The rows, kept: awaiting it again asks nothing. */
  then<T, E>(ok?: ((rows: unknown[]) => T) | null, failed?: ((reason: unknown) => E) | null): Promise<T | E> {
    return this.toArray().then(ok, failed);
  }
  toArray(): Promise<unknown[]> {
    if (this.#promise !== null) return this.#promise;
    const promise = this.#rows();
    this.#promise = promise;
    promise.catch(() => {
      this.#promise = null; // a failed query may be asked again
    });
    return promise;
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    yield* await this.toArray();
  }
  iterator(options: { chunkSize?: number } = {}): AsyncGenerator<unknown> {
    const { label } = this.#parts.meta;
    checkOptionNames(`${label}: iterator()`, options, ['chunkSize']);
    const { chunkSize = DEFAULT_CHUNK } = options;
    if (Number.isSafeInteger(chunkSize) && chunkSize > 0) return this.#stream(chunkSize);
    throw new QuerySetError(`${label}: chunkSize is a whole number from 1.`, { model: label });
  }
  using(alias: string): RawQuerySetCore {
    return new RawQuerySetCore({ ...this.#parts, alias });
  }
  prefetchRelated(...what: unknown[]): RawQuerySetCore {
    const { meta } = this.#parts;
    const before = what[0] === null ? [] : this.#parts.prefetch;
    const steps = what.filter((one) => one !== null).map((one) => prefetchStep(meta, one));
    return new RawQuerySetCore({ ...this.#parts, prefetch: mergeSteps([...before, ...steps]) });
  }
  toSql(): { readonly sql: string; readonly params: readonly unknown[] } {
    const { sql, parameters } = this.#rendered();
    return { sql, params: parameters };
  }
  toJSON(): never {
    const { label } = this.#parts.meta;
    throw new QuerySetError(`${label}: a QuerySet cannot be serialised.`, {
      model: label,
      hint: 'await it first: JSON.stringify(await qs)',
    });
  }

  async #rows(): Promise<Row[]> {
    const { meta, translations, alias, prefetch: steps } = this.#parts;
    const database = databaseFor(alias);
    const { sql, parameters } = this.#rendered();
    const scope = currentScope();
    const run = () => sessionOf(database, scope).query(sql, parameters);
    const answer = await promised(scope.log === null ? run() : logged(sql, database, scope.log, run));
    const rows = rawRows(meta, answer.columns, translations, database)(answer.rows);
    await prefetch(rows, steps, alias);
    return rows;
  }
  async *#stream(chunk: number): AsyncGenerator<unknown> {
    const { meta, translations, alias, prefetch: steps } = this.#parts;
    const database = databaseFor(alias);
    const { sql, parameters } = this.#rendered();
    const stream = await sendStream(streamedCommand(sql), parameters, chunk, database);
    try {
      for (let read = await stream.read(); read.length > 0; read = await stream.read()) {
        const rows = rawRows(meta, stream.columns, translations, database)(read);
        await prefetch(rows, steps, alias);
        yield* rows;
      }
    } finally {
      await stream.close();
    }
  }
  #rendered(): RenderedSql {
    const { meta, query, alias } = this.#parts;
    return renderSql(query, databaseFor(alias), `${meta.label}: raw()`);
  }
}

showAs(RawQuerySetCore.prototype, function () {
  try {
    return `RawQuerySet ${this.toSql().sql}`;
  } catch {
    return 'RawQuerySet (no database is configured)';
  }
});
