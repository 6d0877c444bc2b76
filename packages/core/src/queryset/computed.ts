/** Computed values: what annotate(), alias() and aggregate() are given, as steps of the shape. */
import { FieldError, QuerySetError } from '../errors/index.js';
import { type FieldKind, isIdentifier } from '../fields/index.js';
import type { ModelMeta } from '../model/meta.js';
import { annotation } from './annotation.js';
import { type Expression, isExpression } from './expressions.js';
import { TEXT } from './kinds.js';
import { lookupOfAnnotation } from './lookup.js';
import type { Shape } from './shape.js';
import { type ALIAS, ANNOTATE, AS, TOTAL } from './tokens.js';

/** `annotate({ n: Count('posts') })`, `alias({ … })`: each may use those before it. */
export function emitComputed(
  shape: Shape,
  kind: typeof ANNOTATE | typeof ALIAS,
  what: object,
  values: unknown[],
): Shape {
  const method = kind === ANNOTATE ? 'annotate()' : 'alias()';
  return entriesOf(shape, method, what).reduce((node, [name, expression]) => {
    checkName(node.meta, method, name);
    const end = expression.emit(node.step(kind), values).step(AS);
    return end.named(name, () => named(node, name, expression, kind === ANNOTATE));
  }, shape);
}

/** `aggregate({ top: Max('views') })`: the name of one is none for the next. */
export function emitTotals(shape: Shape, what: object, values: unknown[]): Shape {
  return entriesOf(shape, 'aggregate()', what).reduce((node, [name, expression]) => {
    const end = expression.emit(node, values).step(TOTAL);
    return end.named(name, () => named(node, name, expression, true));
  }, shape);
}

/** What aggregate() gives over no rows, without asking. @throws FieldError for what is no aggregate. */
export function emptyTotals(shape: Shape, what: object): Record<string, unknown> {
  const entries = entriesOf(shape, 'aggregate()', what).map(([name, expression]): [string, unknown] => {
    if (!expression.aggregates) throw noAggregate(shape.meta, name);
    if (!isIdentifier(name) || name === '__proto__') throw noName(shape.meta, 'aggregate()');
    const { whenEmpty } = expression;
    return [name, whenEmpty === null ? null : asRead(expression.kind(shape), whenEmpty)];
  });
  return Object.fromEntries(entries);
}

/** A value as the database would give it. */
function asRead(kind: FieldKind | null, value: unknown): unknown {
  return kind === null || kind.check(value) ? value : kind.clean(value);
}

function named(
  shape: Shape,
  name: string,
  expression: Expression,
  selected: boolean,
): ReturnType<typeof lookupOfAnnotation> {
  return lookupOfAnnotation(annotation(shape.meta, name, expression.kind(shape) ?? TEXT, selected));
}

function entriesOf({ meta }: Shape, method: string, what: unknown): [string, Expression][] {
  if (typeof what !== 'object' || what === null || isExpression(what)) {
    throw new FieldError(`${meta.label}: ${method} takes an object of names and expressions.`, {
      model: meta.label,
      hint: "write annotate({ n: Count('comments') })",
    });
  }
  return Object.entries(what).map(([name, expression]) => {
    if (isExpression(expression)) return [name, expression];
    throw new FieldError(`${meta.label}: ${method} takes expressions, and '${name}' is none.`, {
      model: meta.label,
      field: name,
      hint: "a path is F('path'), a text is Value('text')",
    });
  });
}

export function noAggregate(meta: ModelMeta, name: string): FieldError {
  return new FieldError(`${meta.label}: aggregate() computes over all rows, and '${name}' is no aggregate.`, {
    model: meta.label,
    field: name,
    hint: "write Max('views'), Count('*') …; a value of each row is annotate()'s",
  });
}

/** A name that the model has would hide its field; one with `__` in it could not be told from a path. */
function checkName(meta: ModelMeta, method: string, name: string): void {
  const taken = meta.byName.has(name) || meta.relations.has(name) || name === 'pk';
  const attribute = taken || meta.fields.some(({ attr }) => attr === name);
  if (attribute || name in meta.Class.prototype) {
    throw new QuerySetError(
      `${meta.label}: ${method} cannot use the name '${name}': the model has ${attribute ? 'a field' : 'a member'} of that name.`,
      {
        model: meta.label,
        field: name,
        hint: 'choose another name',
      },
    );
  }
  if (!isIdentifier(name) || name.includes('__')) throw noName(meta, method);
}

function noName(meta: ModelMeta, method: string): QuerySetError {
  const apart = method === 'aggregate()' ? '' : ', without two underscores in a row';
  return new QuerySetError(`${meta.label}: ${method} takes names that are plain identifiers${apart}.`, {
    model: meta.label,
    hint: "write annotate({ commentCount: Count('comments') })",
  });
}
