/** The door for applications. */

export { sql } from '@dorm/query';
export { closeAll, configure, createDorm, Dorm, defineConfig } from './config/dorm.js';
export type { Config } from './config/settings.js';
export {
  CommitUnknownError,
  ConfigurationError,
  type ConstraintKind,
  DatabaseError,
  type DatabaseErrorDetails,
  DataError,
  DoesNotExist,
  DormError,
  type ErrorDetails,
  FieldError,
  type FieldMessages,
  type IntegrityDetails,
  IntegrityError,
  MultipleObjectsReturned,
  NON_FIELD_ERRORS,
  NotLoadedError,
  NotSupportedError,
  NotUpdated,
  OperationalError,
  PoolTimeoutError,
  ProgrammingError,
  ProtectedError,
  QuerySetError,
  RestrictedError,
  TransactionManagementError,
  ValidationError,
} from './errors/index.js';
export { type CapturedQuery, captureQueries } from './execution/capture-queries.js';
export { Connection, getConnection, type Sql, type SqlRow } from './execution/connection.js';
export type { IsolationLevel, PoolStats, Vendor } from './execution/driver.js';
export {
  as,
  type Comparable,
  decimalValidator,
  f,
  isJsonNull,
  JsonNull,
  maxLengthValidator,
  maxValueValidator,
  minLengthValidator,
  minValueValidator,
  ref,
  regexValidator,
  SET,
  uuid4,
  uuid7,
  type Validator,
  validateEmail,
  validateIpv4Address,
  validateIpv6Address,
  validateIpv46Address,
  validateSlug,
  validateUnicodeSlug,
  validateUrl,
} from './fields/index.js';
export { CheckConstraint, Index, UniqueConstraint } from './model/constraints.js';
export { defineApp } from './model/define-app.js';
export { AbstractModel, Model } from './model/define-model.js';
export { getModel } from './model/registry.js';
export { Lag, Rank, RowNumber, Trunc, Window } from './queryset/coming-functions.js';
export {
  Avg,
  Case,
  Coalesce,
  Concat,
  Count,
  Exists,
  F,
  Length,
  Lower,
  Max,
  Min,
  Now,
  OuterRef,
  Prefetch,
  prefetchRelatedObjects,
  Q,
  RawSQL,
  StdDev,
  Subquery,
  Sum,
  Upper,
  Value,
  Variance,
  When,
} from './queryset/functions.js';
export { registerLookup, unregisterLookup } from './queryset/lookup-registry.js';
export { Manager, QuerySet } from './queryset/queryset.js';
export { type PlanCacheStats, planCacheStats } from './queryset/shape.js';
export { type AtomicOptions, type AtomicWrapper, atomic } from './transaction/atomic.js';
export { onCommit, onRollback } from './transaction/on-commit.js';
export type * from './typing/index.js';
