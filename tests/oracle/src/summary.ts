/** Summary: what became of all cases, as the pinned file has it and as a person reads it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DatabaseName, fixtureFile, rightAnswers } from './case.js';
import { KINDS, type Kind } from './compare.js';
import type { Outcome } from './run-cases.js';

/** How many cases pass; which fail, by kind; which quirks of Django are set aside; what is coming, by reason. */
export interface Summary {
  readonly passed: number;
  readonly failed: Readonly<Partial<Record<Kind, readonly string[]>>>;
  readonly aside: readonly string[];
  readonly coming: Readonly<Record<string, number>>;
}
type Pinned = Partial<Record<DatabaseName, Summary>>;

const file = fixtureFile('expected.json');
const results = fileURLToPath(new URL('../.results', import.meta.url));

export function summarise(outcomes: readonly Outcome[]): Summary {
  const of = (verdict: Outcome['verdict']) => outcomes.filter((outcome) => outcome.verdict === verdict);
  const failed: Partial<Record<Kind, string[]>> = {};
  for (const kind of KINDS) {
    const ids = of('failed')
      .filter((outcome) => outcome.kind === kind)
      .map((outcome) => outcome.case.id);
    if (ids.length > 0) failed[kind] = ids;
  }
  const reasons = new Map<string, number>();
  for (const { reason } of of('coming')) reasons.set(reason ?? '', (reasons.get(reason ?? '') ?? 0) + 1);
  return {
    passed: of('passed').length,
    failed,
    aside: of('aside').map((outcome) => outcome.case.id),
    coming: Object.fromEntries([...reasons].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))),
  };
}

/** The summary that was committed for a database. */
export function pinnedSummary(database: DatabaseName): Summary | undefined {
  return readPinned()[database];
}

export function pinSummary(database: DatabaseName, summary: Summary): void {
  writeFileSync(file, `${JSON.stringify({ ...readPinned(), [database]: summary }, null, 2)}\n`);
}

/** `2874 passed, 3 failed (rows 2, order 1), 40 set aside, 83 coming`, and the reasons below. */
export function show({ passed, failed, aside, coming }: Summary): string {
  const kinds = Object.entries(failed).map(([kind, ids]) => `${kind} ${ids.length}`);
  const failures = Object.values(failed).reduce((sum, ids) => sum + ids.length, 0);
  const reasons = Object.entries(coming);
  const waiting = reasons.reduce((sum, [, count]) => sum + count, 0);
  return [
    `${passed} passed, ${failures} failed${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}, ` +
      `${aside.length} set aside, ${waiting} coming`,
    ...reasons.slice(0, 20).map(([reason, count]) => `  ${count} × ${reason}`),
  ].join('\n');
}

function readPinned(): Pinned {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Pinned;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return {};
    throw error;
  }
}

/** Everything about the cases that do not pass, for whoever looks into them: a JSON line each. */
export function writeDetails(name: string, outcomes: readonly Outcome[], database: DatabaseName): void {
  const lines = outcomes
    .filter(({ verdict }) => verdict !== 'passed')
    .map(({ case: one, verdict, kind, reason, sql, answer }) => {
      const { id, model, chain, terminal, quirk } = one;
      const expected = rightAnswers(one, database);
      return JSON.stringify({ id, verdict, kind, reason, quirk, model, chain, terminal, sql, expected, answer }, plain);
    });
  mkdirSync(results, { recursive: true });
  writeFileSync(`${results}/${name}.jsonl`, lines.map((line) => `${line}\n`).join(''));
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
