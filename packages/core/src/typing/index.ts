/** The types of core: what applications name, and what the runtime annotates its values with. */
export type { App, AppError, DefineApp } from './app.js';
export type {
  CheckFunction,
  CheckOptions,
  ConstraintOn,
  IndexFunction,
  IndexOn,
  IndexOptions,
  UniqueFunction,
  UniqueOptions,
} from './constraints.js';
export type {
  LookupDefinition,
  OperandKind,
  RegisterLookup,
  TransformDefinition,
  UnregisterLookup,
} from './custom-lookups.js';
export type {
  Argument,
  Expr,
  ExprBrand,
  Needing,
  Operand,
  Ordering,
  OrderingOptions,
  Q,
  QFunction,
  Where,
} from './expressions.js';
export type {
  AutoOptions,
  CharOptions,
  DateTimeOptions,
  DecimalOptions,
  FieldFactory,
  ManyOptions,
  MicrosecondOptions,
  NowOptions,
  OnDelete,
  Options,
  RelationOptions,
  Replacement,
  SetRule,
  TextOptions,
} from './field-factory.js';
export type {
  AnyField,
  As,
  AsFunction,
  CompositeKey,
  Field,
  ForeignKey,
  IsPrimary,
  Kind,
  ManyToMany,
  Mode,
  OneToOne,
  PrimaryKey,
  Ref,
  RefFunction,
  Shape,
  StandardSchema,
  To,
} from './fields.js';
export type {
  AggregateFunction,
  AggregateOptions,
  AvgFunction,
  CaseFunction,
  CoalesceFunction,
  ConcatFunction,
  CountFunction,
  CountOptions,
  ExistsFunction,
  FFunction,
  LagFunction,
  LengthFunction,
  NowFunction,
  OuterRefFunction,
  RankFunction,
  RawSQLFunction,
  SpreadFunction,
  SpreadOptions,
  SubqueryFunction,
  TextFunction,
  TruncFunction,
  ValueFunction,
  WhenClause,
  WhenFunction,
  WindowFunction,
} from './functions.js';
export type {
  CleanOptions,
  ColumnName,
  Deleted,
  DeleteOptions,
  Instance,
  Lazy,
  ModelMethods,
  NotLoaded,
  Pk,
  RefreshOptions,
  SaveOptions,
  ShapeOf,
} from './instance.js';
// A star, for `declare module '@dorm/core' { interface Lookups<T> { … } }` reaches only what comes through one.
export type * from './lookup-tables.js';
export type { LookupError } from './lookups.js';
// Twice: the entry hides the first behind the class of that name, and declaration files of applications need one that is the interface.
export type { AnyManager, Manager, Manager as ManagerInterface, ManagerClass, ManagerOf } from './manager.js';
export type {
  AbstractClass,
  AbstractMeta,
  AbstractModelFunction,
  Definition,
  DerivedClass,
  DerivedDefinition,
  Meta,
  ModelClass,
  ModelError,
  ModelErrorClass,
  ModelFunction,
  ModelMeta,
  ModelStatics,
} from './model.js';
export type { Prefetch, PrefetchFunction, PrefetchRelatedObjectsFunction } from './prefetch.js';
export type { ModelOf, Of, QueryLike, QuerySet, QuerySetClass, RowOf, SqlText } from './queryset.js';
export type { BulkCreateOptions, KeysetOptions, KeysetPage, LockOptions, QuerySetMethods } from './queryset-methods.js';
export type { RawOptions, RawQuerySet, RawSql } from './raw-queryset.js';
export type { ManyRelatedManager, RelatedManager, ReverseOneToOne } from './relations.js';
export type { InputOf } from './writes.js';
