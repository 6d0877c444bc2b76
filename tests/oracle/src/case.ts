/** Cases: what the fixture holds, and how it is read. Only what every reader relies on is typed; the rest is data. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export type DatabaseName = 'sqlite' | 'postgresql' | 'mysql';

/** Data of the fixture: its readers say what they find wrong with it. */
export type Data = Readonly<Record<string, unknown>>;
/** A method of a QuerySet and its arguments: `['filter', { … }]`. */
export type Step = readonly [name: string, ...args: unknown[]];

/** An answer of Django: rows or a value, or the class of an error. */
export type Expectation = { readonly result: unknown } | { readonly error: string };

export interface Case {
  readonly id: string;
  readonly area: string;
  readonly model: string;
  readonly chain: readonly Step[];
  /** Left out: the rows. */
  readonly terminal?: string | Step;
  readonly expect?: Expectation;
  readonly expect_by_db?: Readonly<Record<DatabaseName, Expectation>>;
  /** Any of the databases' answers is right on each. */
  readonly any_db?: boolean;
  /** Answers that are right too. */
  readonly accept?: readonly Expectation[];
  readonly any_error_ok?: boolean;
  /** The database whose answer stands for all. */
  readonly pin?: DatabaseName;
  /** Django breaks a law here: an answer that differs is set aside. */
  readonly quirk?: string;
  /** How often a row repeats is nobody's promise. */
  readonly repeat?: 'any';
  readonly ordered?: boolean;
}

const KNOWN: ReadonlySet<string> = new Set(
  (
    'id area model chain terminal expect expect_by_db any_db accept any_error_ok pin quirk repeat ordered' as const
  ).split(' '),
);

/** The file of the fixture with that name. */
export function fixtureFile(name: string): string {
  return fileURLToPath(new URL(`../fixture/${name}`, import.meta.url));
}

/** All cases. @throws Error for a member that no reader knows: it could change what the answer means. */
export function loadCases(): readonly Case[] {
  const { cases } = JSON.parse(gunzipSync(readFileSync(fixtureFile('cases.json.gz'))).toString('utf8')) as {
    cases: readonly Case[];
  };
  for (const one of cases) {
    const unknown = Object.keys(one).find((key) => !KNOWN.has(key));
    if (unknown !== undefined) throw new Error(`${one.id}: the runner does not know '${unknown}'`);
  }
  return cases;
}

/** The answers that are right on a database. */
export function rightAnswers(one: Case, database: DatabaseName): readonly Expectation[] {
  const { expect, expect_by_db: byDatabase, accept = [] } = one;
  if (byDatabase === undefined) return expect === undefined ? accept : [expect, ...accept];
  const own = byDatabase[one.pin ?? database];
  return [...(one.any_db === true ? [own, ...Object.values(byDatabase)] : [own]), ...accept];
}

/** Whether the order of the rows is part of the answer: the last order_by ends in the key, or the case says so. */
export function isOrdered({ chain, ordered }: Case): boolean {
  if (ordered !== undefined) return ordered;
  const last = chain.findLast(([name]) => name === 'order_by')?.at(-1);
  const path = isData(last) ? last['order'] : last;
  return path === 'pk' || path === '-pk';
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isStep(value: unknown): value is Step {
  return Array.isArray(value) && typeof value[0] === 'string';
}
