/** Functions of expressions whose types came first: calling one says that it comes later. */
import type {
  AggregateFunction,
  AvgFunction,
  CaseFunction,
  CoalesceFunction,
  ConcatFunction,
  CountFunction,
  ExistsFunction,
  LagFunction,
  LengthFunction,
  OuterRefFunction,
  RankFunction,
  SubqueryFunction,
  TextFunction,
  TruncFunction,
  WhenFunction,
  WindowFunction,
} from '../typing/index.js';
import { comesLater } from './coming.js';

export const Avg: AvgFunction = later('Avg()');
export const Case: CaseFunction = later('Case()');
export const Coalesce: CoalesceFunction = later('Coalesce()');
export const Concat: ConcatFunction = later('Concat()');
export const Count: CountFunction = later('Count()');
export const Exists: ExistsFunction = later('Exists()');
export const Lag: LagFunction = later('Lag()');
export const Length: LengthFunction = later('Length()');
export const Lower: TextFunction = later('Lower()');
export const Max: AggregateFunction = later('Max()');
export const Min: AggregateFunction = later('Min()');
export const OuterRef: OuterRefFunction = later('OuterRef()');
export const Rank: RankFunction = later('Rank()');
export const RowNumber: RankFunction = later('RowNumber()');
export const Subquery: SubqueryFunction = later('Subquery()');
export const Sum: AggregateFunction = later('Sum()');
export const Trunc: TruncFunction = later('Trunc()');
export const Upper: TextFunction = later('Upper()');
export const When: WhenFunction = later('When()');
export const Window: WindowFunction = later('Window()');

function later(what: string): () => never {
  return () => {
    throw comesLater(what);
  };
}
