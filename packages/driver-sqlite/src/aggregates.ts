/** Aggregates that SQLite lacks: exact ones of wide decimals, standard deviation and variance. */
import { addScaled, decimalKey, type Scaled, scaled, scaledText } from './decimal.js';
import { sqliteFunctions } from './function-names.js';
import type { NativeDatabase } from './native.js';

interface Sum {
  readonly total: Scaled | null;
  readonly count: number;
}

/** Welford's running moments: https://en.wikipedia.org/wiki/Algorithms_for_calculating_variance#Welford's_online_algorithm */
interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

export function registerAggregates(native: NativeDatabase): void {
  const names = sqliteFunctions;
  registerSum(native, names.decimalSum, ({ total }) => (total === null ? null : scaledText(total)));
  registerSum(native, names.decimalAvg, ({ total, count }) =>
    total === null ? null : Number(scaledText(total)) / count,
  );
  registerEnd(native, names.decimalMin, (key, best) => key < best);
  registerEnd(native, names.decimalMax, (key, best) => key > best);
  registerMoments(native, names.varPop, ({ squares, count }) => squares / count, 1);
  registerMoments(native, names.varSamp, ({ squares, count }) => squares / (count - 1), 2);
  registerMoments(native, names.stddevPop, ({ squares, count }) => Math.sqrt(squares / count), 1);
  registerMoments(native, names.stddevSamp, ({ squares, count }) => Math.sqrt(squares / (count - 1)), 2);
}

function registerSum(native: NativeDatabase, name: string, result: (sum: Sum) => unknown): void {
  native.aggregate<Sum>(name, {
    deterministic: true,
    safeIntegers: true,
    start: () => ({ total: null, count: 0 }),
    step: ({ total, count }, value) => {
      if (value === null) return { total, count };
      const next = scaled(value);
      return { total: total === null ? next : addScaled(total, next), count: count + 1 };
    },
    result,
  });
}

/** The value at one end, as the column has it. */
function registerEnd(native: NativeDatabase, name: string, wins: (key: string, best: string) => boolean): void {
  native.aggregate<{ readonly key: string | null; readonly value: unknown }>(name, {
    deterministic: true,
    safeIntegers: true,
    start: () => ({ key: null, value: null }),
    step: (best, value) => {
      const key = decimalKey(value);
      return key !== null && (best.key === null || wins(key, best.key)) ? { key, value } : best;
    },
    result: ({ value }) => value,
  });
}

function registerMoments(
  native: NativeDatabase,
  name: string,
  result: (moments: Moments) => number,
  least: number,
): void {
  native.aggregate<Moments>(name, {
    deterministic: true,
    start: () => ({ count: 0, mean: 0, squares: 0 }),
    step: (moments, value) => {
      if (value === null) return moments;
      const number = Number(value);
      const count = moments.count + 1;
      const delta = number - moments.mean;
      const mean = moments.mean + delta / count;
      return { count, mean, squares: moments.squares + delta * (number - mean) };
    },
    result: (moments) => (moments.count < least ? null : result(moments)),
  });
}
