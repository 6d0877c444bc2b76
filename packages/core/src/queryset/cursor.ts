/** Cursor: goes along the steps of a shape, once, and hands out the places of its values. */
import { type DataType, type ParameterNode, parameter, type Query, type ValueNode, value } from '@dorm/query';
import { DormError } from '../errors/index.js';
import type { NameScope } from './annotation.js';
import type { ExpressionReading } from './expression-reading.js';
import { type Joined, Joins } from './joins.js';
import type { Lookup } from './lookup.js';
import type { Shape } from './shape.js';
import { AGGREGATE, AND, CLOSE, NOT, OR, WHEN, WHERE } from './tokens.js';

/** A QuerySet that stands in another one. */
export interface Inner extends Pick<Required<ReadingSetup>, 'joins' | 'slots' | 'timeZone' | 'outer'> {
  readonly shape: Shape;
}

/** Makes the SELECT of a subquery: handed in, for it stands above this step. */
export type Subselect = (inner: Inner) => Query;

/** What a reading starts from. */
export interface ReadingSetup {
  /** Where tables are joined to; default: those of a new query. */
  readonly joins?: Joins;
  /** The table at which paths begin; default: the model's. */
  readonly from?: Joined;
  /** Values that are known now and for good, bound in place of parameters: those of Meta.ordering. */
  readonly constants?: readonly unknown[];
  /** Where moments are read off the clock and the calendar; default: UTC. */
  readonly timeZone?: string;
  /** The next place for a value; shared with subqueries, whose values stand in the same list. */
  readonly slots?: { next: number };
  readonly subselect?: Subselect;
  /** The query in which this one is a subquery. */
  readonly outer?: ExpressionReading;
  /** Which aggregates are computed in a query of their own, by their order; default: none. */
  readonly apart?: readonly boolean[];
}

const OPENING: ReadonlySet<unknown> = new Set([AND, OR, NOT, WHERE, WHEN, AGGREGATE]);

export class Cursor {
  readonly joins: Joins;
  readonly timeZone: string;
  protected readonly from: Joined;
  protected readonly slots: { next: number };
  readonly setup: ReadingSetup;
  readonly #steps: readonly Shape[];
  readonly #root: NameScope;
  #at = 0;

  constructor(shape: Shape, setup: ReadingSetup = {}) {
    this.setup = setup;
    this.#steps = shape.path();
    this.#root = shape.meta.root;
    this.joins = setup.joins ?? new Joins(shape.meta);
    this.from = setup.from ?? this.joins.root;
    this.slots = setup.slots ?? { next: 0 };
    this.timeZone = setup.timeZone ?? 'UTC';
  }

  /** The step that comes next, left where it is. */
  get next(): Shape | null {
    return this.#steps[this.#at] ?? null;
  }

  /** What names mean at this place. */
  get scope(): NameScope {
    return this.#steps[this.#at - 1] ?? this.#root;
  }

  take(): Shape {
    const step = this.#steps[this.#at++];
    if (step === undefined) throw mistake('A query ends in the middle');
    return step;
  }

  /** Reads what comes next; when that will not do, goes back to where it began. */
  protected attempt<T>(read: () => T | null): T | null {
    const [at, slot] = [this.#at, this.slots.next];
    const done = read();
    if (done === null) [this.#at, this.slots.next] = [at, slot];
    return done;
  }

  /** How many values were met. */
  get parameters(): number {
    return this.slots.next;
  }

  /** The place of the next value. */
  parameter(type: DataType | null): ParameterNode | ValueNode {
    const slot = this.slots.next++;
    const { constants } = this.setup;
    return constants === undefined ? parameter(slot, type) : value(constants[slot] ?? null, type);
  }

  /** The names up to the CLOSE of what was opened last. */
  protected lookupsAhead(): Lookup[] {
    const lookups: Lookup[] = [];
    for (let at = this.#at, open = 1; open > 0; at++) {
      const step = this.#steps[at];
      if (step === undefined) throw mistake('A query ends in the middle');
      if (step.lookup !== null) lookups.push(step.lookup);
      else if (OPENING.has(step.token)) open++;
      else if (step.token === CLOSE) open--;
    }
    return lookups;
  }
}

export function mistake(what: string): DormError {
  return new DormError(`${what}: this is a mistake in dorm, please report it.`);
}

export function lookupOf({ lookup }: Shape): Lookup {
  if (lookup === null) throw mistake('A step without its name');
  return lookup;
}
