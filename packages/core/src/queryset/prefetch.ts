/** Prefetch: what prefetchRelated() is told, checked when it is said: relations of any sort, each loaded in one query of its own. */
import { checkOptionNames } from '../config/option-names.js';
import { didYouMean, FieldError, QuerySetError } from '../errors/index.js';
import type { ModelMeta } from '../model/meta.js';
import type { Relation } from '../model/relation.js';
import { QUERYSET } from './queryset-brand.js';
import type { QuerySetCore } from './queryset-core.js';

/** A relation with a queryset of its own, and the property that takes the rows. */
export class PrefetchOf {
  readonly path: string;
  readonly queryset: QuerySetCore | null;
  readonly toAttr: string | null;

  constructor(path: string, options: { readonly queryset?: unknown; readonly toAttr?: unknown } = {}) {
    checkOptionNames('Prefetch()', options, ['queryset', 'toAttr']);
    const { queryset = null, toAttr = null } = options;
    if (queryset !== null && !isQuerySet(queryset)) {
      throw new QuerySetError('Prefetch() takes a QuerySet.', {
        hint: 'write queryset: Post.objects.all(), not the manager',
      });
    }
    if (toAttr !== null && (typeof toAttr !== 'string' || !/^[A-Za-z][A-Za-z0-9]*$/.test(toAttr))) {
      throw new QuerySetError('toAttr is the name of a property.', { hint: "write toAttr: 'recentPosts'" });
    }
    this.path = path;
    this.queryset = queryset;
    this.toAttr = toAttr;
  }
}

/** One relation to load, and what to load on the rows that it gives. */
export interface PrefetchStep {
  readonly relation: Relation;
  readonly queryset: QuerySetCore | null;
  readonly toAttr: string | null;
  readonly then: readonly PrefetchStep[];
}

/** The relations that a path names, one inside the other. @throws FieldError for a name that is no relation. */
export function prefetchStep(meta: ModelMeta, what: unknown): PrefetchStep {
  const { path, queryset, toAttr } = typeof what === 'string' ? new PrefetchOf(what) : asPrefetch(meta, what);
  const [first = '', ...rest] = path.split('__');
  const relation = meta.relations.get(first);
  if (relation === undefined) {
    throw new FieldError(
      `${meta.label} has no relation '${first}' to prefetch${first === path ? '' : ` (in '${path}')`}.`,
      {
        model: meta.label,
        field: path,
        hint: didYouMean(first, [...meta.relations.keys()]),
      },
    );
  }
  if (rest.length > 0) {
    const inner = queryset === null && toAttr === null ? rest.join('__') : nested(rest.join('__'), queryset, toAttr);
    return { relation, queryset: null, toAttr: null, then: [prefetchStep(relation.target, inner)] };
  }
  checkQuerySet(relation, queryset);
  if (toAttr !== null && (meta.byName.has(toAttr) || meta.relations.has(toAttr))) {
    throw new QuerySetError(`${meta.label}: toAttr '${toAttr}' is taken by the model.`, {
      model: meta.label,
      field: toAttr,
    });
  }
  if (toAttr !== null && relation.kind !== 'many' && !relation.many) {
    throw new QuerySetError(`${meta.label}: '${first}' leads to one row, and toAttr takes a list.`, {
      model: meta.label,
      field: first,
      hint: 'leave toAttr out: the row is where the relation is',
    });
  }
  return { relation, queryset, toAttr, then: [] };
}

/** Steps that name the same relation without anything of their own are one. */
export function mergeSteps(steps: readonly PrefetchStep[]): PrefetchStep[] {
  const merged: PrefetchStep[] = [];
  for (const step of steps) {
    const i = merged.findIndex((other) => other.relation === step.relation && other.toAttr === step.toAttr);
    const other = merged[i];
    if (other !== undefined && step.queryset !== null && step.queryset !== other.queryset) throw twice(step);
    if (other === undefined) merged.push(step);
    else
      merged[i] = {
        ...other,
        queryset: other.queryset ?? step.queryset,
        then: mergeSteps([...other.then, ...step.then]),
      };
  }
  return merged;
}

function twice({ relation: { source, name } }: PrefetchStep): QuerySetError {
  return new QuerySetError(`${source.label}: '${name}' is prefetched twice, with different QuerySets.`, {
    model: source.label,
    field: name,
    hint: 'give one of them a toAttr',
  });
}

function asPrefetch(meta: ModelMeta, what: unknown): PrefetchOf {
  if (what instanceof PrefetchOf) return what;
  throw new FieldError(`${meta.label}: prefetchRelated() takes names of relations and Prefetch().`, {
    model: meta.label,
    hint: "write prefetchRelated('posts', Prefetch('comments', { queryset: … }))",
  });
}

function nested(path: string, queryset: QuerySetCore | null, toAttr: string | null): PrefetchOf {
  return new PrefetchOf(path, { ...(queryset === null ? {} : { queryset }), ...(toAttr === null ? {} : { toAttr }) });
}

function checkQuerySet(relation: Relation, queryset: QuerySetCore | null): void {
  queryset?.$checkPrefetch();
  if (queryset === null || queryset.meta === relation.target) return;
  throw new QuerySetError(
    `Prefetch('${relation.name}') was given a QuerySet of ${queryset.meta.label}, and the relation leads to ${relation.target.label}.`,
    { model: relation.source.label, field: relation.name },
  );
}

function isQuerySet(value: unknown): value is QuerySetCore {
  return typeof value === 'object' && value !== null && QUERYSET.has(value);
}
