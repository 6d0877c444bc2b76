/** What conditions over several related rows mean, by definition: one call, one choice of rows; under a NOT, whether there is a row. */
import { Q } from '@dorm/core';
import fc from 'fast-check';
import { isMany, type ModelName, type Node, type Plain, SCHEMA, TEXTS } from './studio-graph.js';

/** A condition at the end of some relations. `column` is null when the relation itself is compared. */
export interface Leaf {
  readonly hops: readonly string[];
  readonly column: string | null;
  readonly lookup: string;
  readonly value: unknown;
}
export type Tree = { leaf: Leaf } | { not: Tree } | { and: readonly Tree[] } | { or: readonly Tree[] };
export interface Call {
  readonly exclude: boolean;
  readonly tree: Tree;
}

/** How often a row is in the result of calls: once for each choice of related rows that satisfies each. */
export function timesFound(row: Node, calls: readonly Call[]): number {
  return calls.reduce((times, call) => times * chosenBy(call, row).length, 1);
}

/** The choices of related rows that satisfy a filter() call. Under exclude() every condition asks for itself whether there is such a row. */
export function chosenBy({ exclude, tree: written }: Call, row: Node): readonly Choice[] {
  if (exclude) return holds(written, row, null) ? [] : [new Map()];
  const tree = collapsed(written);
  return choices(row, positivePaths(tree)).filter((choice) => holds(tree, row, choice));
}

/** The places whose rows a call chooses. */
export function placesChosenBy({ exclude, tree }: Call): readonly string[] {
  if (exclude) return [];
  return positivePaths(collapsed(tree)).flatMap((hops) =>
    placesOf(hops).map((_, n, all) => all.slice(0, n + 1).join('__')),
  );
}

/** A NOT of a NOT is none: what stands inside speaks of the rows of its call again. */
function collapsed(tree: Tree): Tree {
  if ('and' in tree) return { and: tree.and.map(collapsed) };
  if ('or' in tree) return { or: tree.or.map(collapsed) };
  if (!('not' in tree)) return tree;
  return 'not' in tree.not ? collapsed(tree.not.not) : { not: collapsed(tree.not) };
}

/** A row, or none, at each place. */
export type Choice = ReadonlyMap<string, Node | null>;

/** `choice` is null under a NOT. */
function holds(tree: Tree, row: Node, choice: Choice | null): boolean {
  if ('not' in tree) return !holds(tree.not, row, null);
  if ('and' in tree) return tree.and.every((part) => holds(part, row, choice));
  if ('or' in tree) return tree.or.some((part) => holds(part, row, choice));
  const { leaf } = tree;
  const path = placesOf(leaf.hops).join('__');
  if (choice !== null) return compares(path === '' ? row : (choice.get(path) ?? null), leaf);
  return choices(row, [leaf.hops]).some((one) => compares(path === '' ? row : (one.get(path) ?? null), leaf));
}

function positivePaths(tree: Tree): (readonly string[])[] {
  if ('not' in tree) return [];
  if ('and' in tree) return tree.and.flatMap(positivePaths);
  if ('or' in tree) return tree.or.flatMap(positivePaths);
  return [tree.leaf.hops];
}

/** A relation through a model is that model's own relations, one after the other: both names speak of the same joining row. */
const THROUGH: Readonly<Record<string, readonly string[]>> = {
  members: ['memberships', 'artist'],
  bands: ['memberships', 'band'],
};

export function placesOf(hops: readonly string[]): string[] {
  return hops.flatMap((name) => THROUGH[name] ?? [name]);
}

/** Whether a condition under a NOT follows the same rows as one outside of it: which rows it means depends on their order. */
export function mixes(written: Tree): boolean {
  const tree = collapsed(written);
  const first = (hops: readonly string[]): string =>
    placesOf(hops)
      .slice(0, hops.findIndex(isMany) + 1)
      .join('__');
  const outside = new Set(
    positivePaths(tree)
      .filter((hops) => hops.some(isMany))
      .map(first),
  );
  const inside = (part: Tree, negated: boolean): (readonly string[])[] => {
    if ('not' in part) return inside(part.not, true);
    if ('and' in part) return part.and.flatMap((one) => inside(one, negated));
    if ('or' in part) return part.or.flatMap((one) => inside(one, negated));
    return negated ? [part.leaf.hops] : [];
  };
  return inside(tree, false).some((hops) => hops.some(isMany) && outside.has(first(hops)));
}

/** Every way of choosing one row at each place that the paths pass; nothing where there is none. */
function choices(row: Node, paths: readonly (readonly string[])[]): Choice[] {
  const steps = paths.map(placesOf);
  const places = [...new Set(steps.flatMap((hops) => hops.map((_, n) => hops.slice(0, n + 1).join('__'))))];
  places.sort((a, b) => a.split('__').length - b.split('__').length);
  let found: Map<string, Node | null>[] = [new Map()];
  for (const place of places) {
    const parent = place.split('__').slice(0, -1).join('__');
    const name = place.split('__').at(-1) ?? '';
    found = found.flatMap((choice) => {
      const from = parent === '' ? row : (choice.get(parent) ?? null);
      const rows = from?.related[name] ?? [];
      return (rows.length === 0 ? [null] : rows).map((one) => new Map([...choice, [place, one]]));
    });
  }
  return found;
}

/** Whether what stands there satisfies the lookup: NULL and nothing satisfy isNull alone. */
export function compares(node: Node | null, { column, lookup, value }: Leaf): boolean {
  const have: Plain = node === null ? null : column === null ? node.pk : (node.values[column] ?? null);
  if (lookup === 'isNull') return (have === null) === value;
  if (value === null) return have === null;
  if (have === null) return false;
  switch (lookup) {
    case 'in':
      return (value as unknown[]).includes(have);
    case 'gt':
      return have > (value as Plain & {});
    case 'lte':
      return have <= (value as Plain & {});
    case 'range':
      return Number(have) >= (value as [number, number])[0] && Number(have) <= (value as [number, number])[1];
    default:
      return have === value;
  }
}

/** The name that filter() takes for a leaf. */
export function nameOf({ hops, column, lookup }: Leaf): string {
  const path = [...hops, ...(column === null ? [] : [column])].join('__');
  return lookup === 'exact' ? path : `${path}__${lookup}`;
}

export function conditionOf(tree: Tree): ReturnType<typeof Q> {
  if ('not' in tree) return Q.not(conditionOf(tree.not));
  if ('and' in tree) return Q.and(...tree.and.map(conditionOf));
  if ('or' in tree) return Q.or(...tree.or.map(conditionOf));
  return Q({ [nameOf(tree.leaf)]: tree.leaf.value });
}

const small = fc.nat(3);
const letter = fc.constantFrom('a', 'b', 'c');
const numbers = fc.oneof(
  fc.record({ lookup: fc.constantFrom('exact', 'gt', 'lte'), value: small }),
  fc.record({ lookup: fc.constant('in'), value: fc.array(fc.option(small), { maxLength: 3 }) }),
  fc.record({ lookup: fc.constant('range'), value: fc.tuple(small, small) }),
);
const texts = fc.oneof(
  fc.record({ lookup: fc.constantFrom('exact', 'gt'), value: letter }),
  fc.record({ lookup: fc.constant('in'), value: fc.array(letter, { maxLength: 2 }) }),
);
const missing = fc.oneof(
  fc.record({ lookup: fc.constant('isNull'), value: fc.boolean() }),
  fc.record({ lookup: fc.constant('exact'), value: fc.constant(null) }),
);

/** A way from a model along relations, and the model it ends at. */
export interface Way {
  readonly hops: readonly string[];
  readonly end: ModelName;
}

/** Ways of up to `depth` relations of any kind. */
export function ways(model: ModelName, depth: number): fc.Arbitrary<Way> {
  const walk = ({ hops, end }: Way, left: number): fc.Arbitrary<Way> => {
    if (left === 0) return fc.constant({ hops, end });
    const next = Object.entries(SCHEMA[end].relations);
    return fc.constantFrom(...next).chain(([name, target]) => walk({ hops: [...hops, name], end: target }, left - 1));
  };
  return fc.integer({ min: 0, max: depth }).chain((length) => walk({ hops: [], end: model }, length));
}

/** Conditions at the end of a way. */
export function leavesAt({ hops, end: model }: Way): fc.Arbitrary<Leaf> {
  const ofColumn = fc
    .constantFrom(...SCHEMA[model].columns)
    .chain((column) =>
      fc
        .oneof({ weight: 3, arbitrary: TEXTS.has(column) ? texts : numbers }, { weight: 2, arbitrary: missing })
        .map((end): Leaf => ({ hops, column, ...end })),
    );
  // A relation compared itself: with a key, or with nothing.
  if (hops.length === 0) return ofColumn;
  const key = fc.integer({ min: 1, max: 4 });
  const keys = fc.oneof(
    fc.record({ lookup: fc.constant('exact'), value: key }),
    fc.record({ lookup: fc.constant('in'), value: fc.array(key, { maxLength: 2 }) }),
    missing,
  );
  // A gig refers to its band by a text; where a way of one step begins is not known here.
  const isText = model === 'Company' || (hops.at(-1) === 'band' && (hops.length === 1 || hops.at(-2) === 'gigs'));
  const ofKey = (isText ? missing : keys).map((end): Leaf => ({ hops, column: null, ...end }));
  return fc.oneof({ weight: 4, arbitrary: ofColumn }, { weight: 1, arbitrary: ofKey });
}

/** Trees of conditions on a model, along few ways so that they meet; those without a NOT when `negation` is false. */
export function trees(model: ModelName, { negation = true, depth = 3 } = {}): fc.Arbitrary<Tree> {
  return fc
    .array(ways(model, depth), { minLength: 1, maxLength: 3 })
    .chain((some) => treesAlong(model, some, negation));
}

/** Trees of conditions along some ways and the beginnings of them. */
export function treesAlong(model: ModelName, some: readonly Way[], negation: boolean): fc.Arbitrary<Tree> {
  const prefixes = some.flatMap((way) => way.hops.map((_, n) => before(model, way.hops.slice(0, n))));
  return treesOf(fc.constantFrom(...some, ...prefixes).chain(leavesAt), negation);
}

export function treesOf(leaf: fc.Arbitrary<Leaf>, negation: boolean): fc.Arbitrary<Tree> {
  const parts = (tie: fc.LetrecTypedTie<{ root: Tree; tree: Tree }>): fc.Arbitrary<Tree[]> =>
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 });
  const { root } = fc.letrec<{ root: Tree; tree: Tree }>((tie) => ({
    root: fc.oneof(
      { weight: 1, arbitrary: tie('tree') },
      { weight: 2, arbitrary: parts(tie).map((and): Tree => ({ and })) },
      { weight: 2, arbitrary: parts(tie).map((or): Tree => ({ or })) },
    ),
    tree: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { weight: 3, arbitrary: leaf.map((one): Tree => ({ leaf: one })) },
      ...(negation ? [{ weight: 2, arbitrary: tie('tree').map((not): Tree => ({ not })) }] : []),
      { weight: 2, arbitrary: parts(tie).map((and): Tree => ({ and })) },
      { weight: 2, arbitrary: parts(tie).map((or): Tree => ({ or })) },
    ),
  }));
  return root;
}

function before(model: ModelName, hops: readonly string[]): Way {
  return { hops, end: hops.reduce<ModelName>((at, name) => SCHEMA[at].relations[name] ?? at, model) };
}
