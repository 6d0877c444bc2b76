/** Functions of expressions whose types came first: calling one says that it comes later. */
import type { LagFunction, RankFunction, TruncFunction, WindowFunction } from '../typing/index.js';
import { comesLater } from './coming.js';

export const Lag: LagFunction = later('Lag()');
export const Rank: RankFunction = later('Rank()');
export const RowNumber: RankFunction = later('RowNumber()');
export const Trunc: TruncFunction = later('Trunc()');
export const Window: WindowFunction = later('Window()');

function later(what: string): () => never {
  return () => {
    throw comesLater(what);
  };
}
