/** The fixture on SQLite, against what was pinned: a regression fails, and an improvement asks to be pinned. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOrdered } from '../src/case.js';
import { compare } from '../src/compare.js';
import { type Outcome, runCases } from '../src/run-cases.js';
import { openSqlite } from '../src/sqlite.js';
import { pinnedSummary, pinSummary, type Summary, show, summarise, writeDetails } from '../src/summary.js';
import { damages } from './damage.js';

describe('the answers of Django on SQLite', () => {
  let outcomes: readonly Outcome[] = [];
  let summary: Summary;

  beforeAll(async () => {
    outcomes = await runCases(openSqlite, 'sqlite');
    summary = summarise(outcomes);
    writeDetails('sqlite', outcomes, 'sqlite');
    if (process.env['MODE'] === 'update') pinSummary('sqlite', summary);
  }, 120_000);
  afterAll(() => {
    if (outcomes.length > 0) console.log(show(summary));
  });

  it('every case has an outcome', () => {
    expect(outcomes).toHaveLength(3_000);
  });

  it('the outcome is the pinned one; when it is better, run: pnpm --filter @dorm-tests/oracle update', () => {
    expect(summary).toEqual(pinnedSummary('sqlite'));
  });

  // Where several answers are right, or rows may repeat as they like, a damaged answer may be another right one.
  it.each(damages)('caught in every answer: $name', ({ kinds, apply, orderOnly = false }) => {
    let caught = 0;
    for (const { case: one, verdict, answer } of outcomes) {
      if (verdict !== 'passed' || answer === null || one.any_db === true || one.repeat === 'any') continue;
      const damaged = orderOnly && !isOrdered(one) ? null : apply(answer);
      if (damaged === null) continue;
      const kind = compare(one, 'sqlite', damaged);
      if (kind === null || !kinds.includes(kind)) expect.fail(`${one.id}: ${kind ?? 'not seen'}`);
      caught += 1;
    }
    expect(caught).toBeGreaterThan(250);
  });
});
