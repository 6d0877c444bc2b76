/** runCases: asks every case of the fixture on one database and sorts the answers by what became of them. */
import { captureQueries, closeAll, createDorm, DormError } from '@dorm/core';
import type { Driver } from '@dorm/core/driver';
import { acceptedReason } from './accepted.js';
import { type Answer, Asker } from './ask.js';
import { type Case, type DatabaseName, loadCases } from './case.js';
import { compare, isRightError, type Kind } from './compare.js';
import { NoSpelling } from './expressions.js';
import { buildModels } from './models.js';

/** A database that holds both apps' rows. */
export interface LoadedDatabase {
  readonly driver: Driver;
  cleanup?(): void | Promise<void>;
}

/** What became of one case. */
export interface Outcome {
  readonly case: Case;
  /** `coming`: dorm says itself that it cannot do this yet. `aside`: a quirk of Django, or a difference that is accepted, for the reason given. */
  readonly verdict: 'passed' | 'failed' | 'coming' | 'aside';
  /** What is wrong with the answer. */
  readonly kind: Kind | null;
  /** Why it is coming or set aside, or the error's first line. */
  readonly reason: string | null;
  readonly answer: Answer | null;
  readonly sql: readonly string[];
}

/** @param open gives a database with the rows of both apps. */
export async function runCases(
  open: () => LoadedDatabase | Promise<LoadedDatabase>,
  database: DatabaseName,
  cases: readonly Case[] = loadCases(),
): Promise<readonly Outcome[]> {
  const models = buildModels();
  const asker = new Asker(models);
  const { driver, cleanup } = await open();
  try {
    return await createDorm({ databases: { default: driver }, apps: models.apps }).run(async () => {
      try {
        const outcomes: Outcome[] = [];
        for (const one of cases) outcomes.push(await outcomeOf(one, database, asker));
        return outcomes;
      } finally {
        await closeAll();
      }
    });
  } finally {
    await cleanup?.();
  }
}

async function outcomeOf(one: Case, database: DatabaseName, asker: Asker): Promise<Outcome> {
  let answer: Answer | null = null;
  let error: unknown = null;
  const { queries } = await captureQueries(async () => {
    try {
      answer = await asker.ask(one);
    } catch (thrown) {
      error = thrown;
    }
  });
  const said = { case: one, answer, sql: queries.map(({ sql }) => sql) };
  if (answer === null) return { ...said, ...judgeError(one, database, error) };
  const kind = compare(one, database, answer);
  if (kind === null) return { ...said, verdict: 'passed', kind, reason: null };
  const reason = acceptedReason(one.id) ?? one.quirk ?? null;
  return { ...said, verdict: reason === null ? 'failed' : 'aside', kind, reason };
}

function judgeError(one: Case, database: DatabaseName, error: unknown): Pick<Outcome, 'verdict' | 'kind' | 'reason'> {
  if (error instanceof NoSpelling) return { verdict: 'coming', kind: null, reason: error.message };
  const name = error instanceof Error ? error.name : 'Error';
  if (isRightError(one, database, name)) return { verdict: 'passed', kind: null, reason: null };
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  if (error instanceof DormError && error.code === 'NOT_SUPPORTED')
    return { verdict: 'coming', kind: null, reason: withoutNames(message) };
  return { verdict: 'failed', kind: 'error', reason: `${name}: ${message}` };
}

/** The same reason for every model: `traps.Person.born__month is …` is `__month is …`. */
function withoutNames(message: string): string {
  return message.replace(/^[\w.]+?(?=__|:|\s)/, (name) => (name.includes('.') ? '' : name)).replace(/^: /, '');
}
