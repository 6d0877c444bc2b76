/** Lookup: what a written name stands for: the way to a field, and what is compared with it. Resolved once a shape. */
import { didYouMean, FieldError, QuerySetError } from '../errors/index.js';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import type { Hop } from '../model/relation.js';
import { type Annotation, annotation, type NameScope } from './annotation.js';
import { jsonLookup, jsonValue } from './json-lookups.js';
import { isLookupName, lookupNames, type Operator, operatorOf } from './operators.js';
import { chained, type Transform, transformNames, transformOf } from './transforms.js';

/** The way from a model to a field: the relations that are followed, then the field. */
export interface FieldPath {
  /** As it was written, without the lookup: `author__name`. */
  readonly text: string;
  readonly hops: readonly Hop[];
  readonly field: BoundField;
  /** The computed value that the path names; null: a column. */
  readonly annotation: Annotation | null;
}

export interface Lookup {
  /** As it was written: `author__name__iContains`. */
  readonly text: string;
  readonly path: FieldPath;
  /** What its value is read by: the field, or what stands for it behind a transform. */
  readonly output: BoundField;
  /** What is read off the field before it is compared; null: the field itself is compared. */
  readonly transform: Transform | null;
  readonly operator: Operator;
  /** Whether a value is an ordinary one for this lookup: bound as it is, without a change of the SQL. */
  readonly check: (value: unknown) => boolean;
}

const MAX_HOPS = 16;

/** `author__name__iContains` on a model. @throws FieldError that says which part is wrong. */
export function resolveLookup(scope: NameScope, text: string): Lookup {
  const { meta } = scope;
  const { path, rest } = walk(scope, text);
  const [name = 'exact'] = rest;
  const isJson = path.field.kind.lookups === 'json' && rest.length > 0;
  const inside = isJson && (rest.length > 1 || operatorOf(path.field, name) === null) ? jsonLookup(rest) : null;
  if (inside !== null)
    return { text, path, output: path.field, ...inside, check: inside.operator.check(inside.transform) };
  const { transform, left, names } = transformed(path.field, rest);
  const [last = 'exact', ...more] = names;
  const operator = operatorOf(left, last);
  if (operator === null || more.length > 0) throw unknownLookup(meta, text, path.field, rest);
  return { text, path, output: path.field, transform, operator, check: operator.check(left) };
}

/** `author__name` on a model: a path that is read, ordered by or referred to. @throws FieldError. */
export function resolveField(scope: NameScope, text: string): Lookup {
  const { meta } = scope;
  const { path, rest } = walk(scope, text);
  const transform = readableOf(path.field, rest);
  if (transform !== null) {
    const output = annotation(meta, 'read', transform.kind, true).field;
    return { ...lookupAt(text, path), output, transform };
  }
  if (rest.length > 0) throw unknownLookup(meta, text, path.field, rest);
  return lookupAt(text, path);
}

/** The transforms at the front of some names, each of what the one before gives. A lookup comes before a transform of the same name. */
function transformed(
  field: BoundField,
  names: readonly string[],
): { transform: Transform | null; left: BoundField | Transform; names: readonly string[] } {
  let left: BoundField | Transform = field;
  const chain: Transform[] = [];
  for (const name of names) {
    const next: Transform | null = operatorOf(left, name) === null ? transformOf(left, name) : null;
    if (next === null) break;
    chain.push(next);
    left = next;
  }
  return { transform: chained(chain), left, names: names.slice(chain.length) };
}

/** What the names behind a field read off it: parts, or what stands at a path of a document; null when they name neither. */
function readableOf(field: BoundField, names: readonly string[]): Transform | null {
  if (field.kind.lookups === 'json') return jsonValue(names);
  const { transform, names: left } = transformed(field, names);
  return left.length === 0 ? transform : null;
}

/** The same for a column of the result. @throws QuerySetError for what alias() named. */
export function resolveSelected(scope: NameScope, text: string): Lookup {
  const lookup = resolveField(scope, text);
  if (lookup.path.annotation?.selected !== false) return lookup;
  const { label } = scope.meta;
  throw new QuerySetError(`${label}: '${text}' was named by alias(), so it is no column of the result.`, {
    model: label,
    field: text,
    hint: `use annotate() in place of alias(), or annotate({ …: F('${text}') })`,
  });
}

/** `-author__name`: a path to order by, its direction still in front. @throws FieldError. */
export function resolveOrder(scope: NameScope, text: string): Lookup {
  return { ...resolveField(scope, text.startsWith('-') ? text.slice(1) : text), text };
}

/** `author__mentor`, `author__profile`: relations only, of at most one row each. The hops are all of them. @throws FieldError. */
export function resolveRelation({ meta }: NameScope, text: string): Lookup {
  const hops: Hop[] = [];
  let model = meta;
  for (const name of text.split('__')) {
    const relation = model.relations.get(name);
    if (relation === undefined || relation.kind === 'many' || relation.many) throw noRelation(model, text, name);
    hops.push(relation);
    model = relation.target;
  }
  const field = hops.at(-1)?.own;
  if (field === undefined) throw noRelation(meta, text, text);
  return lookupAt(text, { text, hops, field, annotation: null });
}

/** A column that is written: `title`, `authorId`, `author`. @throws FieldError. */
export function resolveColumn({ meta }: NameScope, text: string): Lookup {
  const field = meta.field(text);
  return lookupAt(text, { text, hops: [], field, annotation: null });
}

/** `field = value` at the end of a path that no name stands for. */
export function lookupOfPath(text: string, hops: readonly Hop[], field: BoundField): Lookup {
  return lookupAt(text, { text, hops, field, annotation: null });
}

/** The name that a computed value was given. */
export function lookupOfAnnotation(computed: Annotation): Lookup {
  const { name, field } = computed;
  return lookupAt(name, { text: name, hops: [], field, annotation: computed });
}

/** The path is left out: it may be as long as whoever sent it liked. */
function tooFar({ label }: ModelMeta): FieldError {
  return new FieldError(`${label}: a path follows too many relations: ${MAX_HOPS} at most.`, {
    model: label,
    hint: 'ask in two steps: a QuerySet of the rows in the middle, and __in with it',
  });
}

function lookupAt(text: string, path: FieldPath): Lookup {
  return { text, path, output: path.field, transform: null, operator: exact(path.field), check: path.field.kind.check };
}

function exact(field: BoundField): Operator {
  const operator = operatorOf(field, 'exact');
  if (operator === null) throw new FieldError(`${field.label} has no lookup 'exact'.`);
  return operator;
}

function walk({ meta, annotations }: NameScope, text: string): { path: FieldPath; rest: string[] } {
  const parts = text.split('__');
  const [head = ''] = parts;
  const computed = annotations.get(head);
  if (computed !== undefined) {
    const path = { text: head, hops: [], field: computed.field, annotation: computed };
    return { path, rest: parts.slice(1) };
  }
  const hops: Hop[] = [];
  let model = meta;
  for (let i = 0; i < parts.length; i++) {
    const name = parts[i] ?? '';
    const field = name === 'pk' ? model.field('pk') : model.byName.get(name);
    const relation = model.relations.get(name) ?? null;
    const rest = parts.slice(i + 1);
    const [next] = rest;
    const end = (last: BoundField, steps: number) => ({
      path: { text: parts.slice(0, i + steps).join('__'), hops, field: last, annotation: null },
      rest: parts.slice(i + steps),
    });
    if (relation === null) {
      if (field === undefined) throw unknownName(text, model, name, i === 0 ? [...annotations.keys()] : []);
      return end(field, 1);
    }
    const stops = next === undefined || !leads(relation, next);
    if (relation.kind === 'many') {
      const [toJoining, toTarget] = relation.hops;
      hops.push(toJoining);
      // Only the key of the other side is asked for: the joining row has it.
      if (stops) return end(toTarget.field, 1);
      if (refersTo(toTarget, next) && (rest.length === 1 || isLookupName(rest[1] ?? ''))) return end(toTarget.field, 2);
      hops.push(toTarget);
      model = relation.target;
      continue;
    }
    if (relation.kind === 'forward') {
      // A relation followed by nothing, by a lookup or by the very field it refers to is the column itself: no join.
      if (stops) return end(relation.field, 1);
      if (refersTo(relation, next) && (rest.length === 1 || isLookupName(rest[1] ?? ''))) return end(relation.field, 2);
    }
    if (hops.push(relation) > MAX_HOPS) throw tooFar(meta);
    model = relation.target;
    if (stops) return end(model.singleKey(`'${name}' stands for it`), 1);
  }
  throw unknownName(text, model, '', []);
}

/** Whether `next` is a name on the relation's target. Fields come first: a field called `in` is no lookup there. */
function leads({ target }: { readonly target: ModelMeta }, next: string): boolean {
  return next === 'pk' || target.byName.has(next) || target.relations.has(next) || !isLookupName(next);
}

function refersTo({ target, other }: Hop, next: string): boolean {
  return target.byName.get(next) === other || (next === 'pk' && target.key.length === 1 && target.key[0] === other);
}

function unknownName(text: string, model: ModelMeta, name: string, computed: readonly string[]): FieldError {
  const names = [...computed, ...model.byName.keys(), ...model.relations.keys()];
  return new FieldError(`${model.label} has no field '${name}'${name === text ? '' : ` (in '${text}')`}.`, {
    model: model.label,
    field: text,
    hint: didYouMean(name, names),
  });
}

function noRelation(model: ModelMeta, text: string, name: string): FieldError {
  const names = [...model.relations.values()].filter(({ many }) => !many).map((relation) => relation.name);
  return new FieldError(
    `${model.label} has no relation '${name}' to select${name === text ? '' : ` (in '${text}')`}.`,
    {
      model: model.label,
      field: text,
      hint: names.length === 0 ? 'it has no relation of one row' : didYouMean(name, names),
    },
  );
}

function unknownLookup(meta: ModelMeta, text: string, field: BoundField, rest: readonly string[]): FieldError {
  const written = rest.join('__');
  const { left, names } = transformed(field, rest);
  const known = [...lookupNames(left), ...transformNames(left)];
  if (known.includes(written)) {
    return new FieldError(`${field.label}: '${text}' is a lookup, where a column belongs.`, {
      model: meta.label,
      field: text,
      hint: 'name the column here, and give lookups to filter() and exclude()',
    });
  }
  return new FieldError(`${field.label} has no lookup '${written}'${text === written ? '' : ` (in '${text}')`}.`, {
    model: meta.label,
    field: text,
    hint: didYouMean(names.join('__'), known),
  });
}
