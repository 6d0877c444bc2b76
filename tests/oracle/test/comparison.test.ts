/** The comparison by itself: which answers are the same, which are not and why, and what a case may allow. */
import { describe, expect, it } from 'vitest';
import type { Case, Step } from '../src/case.js';
import { compare, isRightError } from '../src/compare.js';

type Members = Partial<Omit<Case, 'id' | 'area' | 'model'>>;

const byPk: readonly Step[] = [['order_by', 'name', 'pk']];
const made = (result: unknown, members: Members = {}): Case => {
  const expect = members.expect_by_db === undefined ? { expect: { result } } : {};
  return { id: 'made', area: 'made', model: 'Num', chain: byPk, ...expect, ...members };
};
const rows = (one: Case, ...given: unknown[]) => compare(one, 'sqlite', { rows: given });
const value = (one: Case, given: unknown) => compare(one, 'sqlite', { value: given });

describe('the comparison', () => {
  it.each([
    ['a decimal at any scale', { $d: '4.500000' }, '4.50', 4.5],
    ['a negative decimal', { $d: '-0.010000' }, '-0.01', '0.01'],
    ['a moment to the millisecond', { $dt: '2020-06-15T10:20:30.123456Z' }, new Date('2020-06-15T10:20:30.123Z'), 0],
    ['a moment as text', { $dt: '2020-06-15T10:20:30.123456Z' }, '2020-06-15T10:20:30.123456Z', null],
    ['a day', { $date: '2020-02-29' }, '2020-02-29', new Date('2020-02-29')],
    ['a time of day', { $t: '00:00:00.500000' }, '00:00:00.500', '00:00:00.501'],
    ['a bigint', { $big: '9007199254740993' }, 9007199254740993n, '9007199254740993'],
    ['a float', 0.3, 0.1 + 0.2, 0.2],
    ['true', true, true, 1],
    ['a text that looks like a number', '4.50', '4.50', '4.5'],
    ['NULL', null, null, undefined],
  ])('%s', (_, wanted, right, wrong) => {
    expect(value(made(wanted), right)).toBeNull();
    expect(value(made(wanted), wrong)).not.toBeNull();
  });

  it('an integer of a bigint field is a bigint, and only there', () => {
    const read = made([{ big: 7, i: 7 }], { chain: [['values', 'big', 'i'], ...byPk] });
    expect(rows(read, { big: 7n, i: 7 })).toBeNull();
    expect(rows(read, { big: 7, i: 7 })).toBe('type');
    expect(rows(read, { big: 7n, i: 7n })).toBe('type');
    const added = made({ s: 7, n: 7 }, { terminal: ['aggregate', { s: { fn: 'Sum', args: ['big'] } }] });
    expect(value(added, { s: 7n, n: 7 })).toBeNull();
    expect(value(added, { s: 7, n: 7 })).toBe('type');
  });

  it('the order counts when the last order_by ends in the key, or the case says so', () => {
    expect(rows(made([1, 2]), 2, 1)).toBe('order');
    expect(rows(made([1, 2], { chain: [['order_by', 'name']] }), 2, 1)).toBeNull();
    expect(rows(made([1, 2], { chain: [...byPk, ['order_by']] }), 2, 1)).toBeNull();
    expect(rows(made([1, 2], { chain: [['order_by', { order: 'pk', desc: true }]] }), 2, 1)).toBe('order');
    expect(rows(made([1, 2], { ordered: false }), 2, 1)).toBeNull();
    expect(rows(made([1, 2], { chain: [], ordered: true }), 2, 1)).toBe('order');
  });

  it('how often a row repeats counts, unless the case says that it does not', () => {
    expect(rows(made([1, 1, 2]), 1, 2)).toBe('multiplicity');
    expect(rows(made([1, 1, 2], { repeat: 'any' }), 1, 2)).toBeNull();
    expect(rows(made([1, 1, 2], { repeat: 'any' }), 1, 3)).toBe('rows');
    expect(rows(made([1, 1, 2], { repeat: 'any' }), 2, 1)).toBe('order');
  });

  it('each database has its answer; any_db, accept and pin widen or narrow what is right', () => {
    const answers = { sqlite: { result: [1] }, postgresql: { result: [2] }, mysql: { result: [3] } };
    expect(rows(made(null, { expect_by_db: answers }), 1)).toBeNull();
    expect(rows(made(null, { expect_by_db: answers }), 2)).toBe('rows');
    expect(rows(made(null, { expect_by_db: answers, any_db: true }), 3)).toBeNull();
    expect(rows(made(null, { expect_by_db: answers, pin: 'postgresql' }), 2)).toBeNull();
    expect(rows(made(null, { expect_by_db: answers, pin: 'postgresql' }), 1)).toBe('rows');
    expect(rows(made([1], { accept: [{ result: [4] }] }), 4)).toBeNull();
  });

  it('an error is compared by its kind', () => {
    const failing = (error: string): Case => ({ id: 'made', area: 'made', model: 'Num', chain: [], expect: { error } });
    expect(isRightError(failing('TypeError'), 'sqlite', 'FieldError')).toBe(true);
    expect(isRightError(failing('TypeError'), 'sqlite', 'IntegrityError')).toBe(false);
    expect(isRightError(failing('IntegrityError'), 'sqlite', 'IntegrityError')).toBe(true);
    expect(isRightError(made([1]), 'sqlite', 'FieldError')).toBe(false);
    expect(isRightError(made([1], { any_error_ok: true }), 'sqlite', 'FieldError')).toBe(true);
    expect(value(failing('TypeError'), 1)).toBe('error');
  });
});
