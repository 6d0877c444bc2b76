/** Standing: the filters that always hold for a model, said on it or on its abstract bases. */

import type { Condition } from '@dorm/query';
import type { Ambient } from '../execution/ambient.js';
import type { Joined } from '../queryset/joins.js';

/** Rows that a manager shows: a condition on the model's own columns, the same at any time. */
export interface Shown {
  /** The condition for one table of a query. */
  condition(table: Joined): Condition;
}

/** What a class says; its descendants inherit it. */
export interface Standing {
  /** Rows that are shown, by the name of the manager. */
  readonly shown: ReadonlyMap<string, Shown>;
  /** Fields whose value is the one around the call. */
  readonly isolated: ReadonlyMap<string, Ambient<unknown>>;
}

const STANDING: unique symbol = Symbol.for('@dorm/core.standing') as typeof STANDING;
const NONE: Standing = Object.freeze({ shown: new Map(), isolated: new Map() });

/** What a class and those above it say. */
export function standingOf(Class: object): Standing {
  return (Class as { readonly [STANDING]?: Standing })[STANDING] ?? NONE;
}

/** The standing filters of several bases; the first one that speaks of a name is heard. */
export function merged(standings: readonly Standing[]): Standing {
  const last = [...standings].reverse();
  return {
    shown: new Map(last.flatMap(({ shown }) => [...shown])),
    isolated: new Map(last.flatMap(({ isolated }) => [...isolated])),
  };
}

/** Says it on a class, beside what it says already. */
export function setStanding(Class: object, standing: Standing): void {
  Object.defineProperty(Class, STANDING, { configurable: true, value: standing });
}

/** Adds to what a class says. */
export function addStanding(Class: object, added: Partial<Standing>): void {
  setStanding(Class, merged([{ ...NONE, ...added }, standingOf(Class)]));
}
