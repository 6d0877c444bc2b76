/** The oracle: rows with NULLs, random conditions over them, and what they mean, in plain TypeScript. */
import { Q } from '@dorm/core';
import fc from 'fast-check';
import { Author, Book, Publisher } from '../models/index.js';

/** A row as the oracle sees it: values by path, null where a relation on the way is missing. */
export type Flat = Readonly<Record<string, number | string | boolean | null>>;
type Leaf = readonly [path: string, lookup: string, value: unknown];
export type Tree = { leaf: Leaf } | { not: Tree } | { and: readonly Tree[] } | { or: readonly Tree[] };

const NUMBER_PATHS = ['pages', 'rating', 'author__age', 'author__mentor__age', 'publisher__founded'];
const TEXT_PATHS = ['title', 'author__name', 'author__mentor__name', 'publisher__name', 'publisher__country'];

/** Whether a condition holds. A comparison with NULL does not hold, and its negation does: Django's rule for exclude(). */
export function holds(tree: Tree, row: Flat): boolean {
  if ('not' in tree) return !holds(tree.not, row);
  if ('and' in tree) return tree.and.every((part) => holds(part, row));
  if ('or' in tree) return tree.or.some((part) => holds(part, row));
  const [path, lookup, asked] = tree.leaf;
  const have = row[path] ?? null;
  if (lookup === 'isNull') return (have === null) === asked;
  if (asked === null) return have === null;
  if (have === null) return false;
  switch (lookup) {
    case 'in':
      return (asked as unknown[]).includes(have);
    case 'range':
      return Number(have) >= (asked as [number, number])[0] && Number(have) <= (asked as [number, number])[1];
    case 'gt':
      return have > (asked as typeof have);
    case 'gte':
      return have >= (asked as typeof have);
    case 'lt':
      return have < (asked as typeof have);
    case 'lte':
      return have <= (asked as typeof have);
    case 'contains':
      return String(have).includes(String(asked));
    default:
      return have === asked;
  }
}

export function condition(tree: Tree): ReturnType<typeof Q> {
  if ('not' in tree) return condition(tree.not).not();
  if ('and' in tree) return Q.and(...tree.and.map(condition));
  if ('or' in tree) return Q.or(...tree.or.map(condition));
  const [path, lookup, value] = tree.leaf;
  return Q({ [lookup === 'exact' ? path : `${path}__${lookup}`]: value });
}

const small = fc.integer({ min: 0, max: 5 });
const letter = fc.constantFrom('a', 'b', 'c', 'ab');
const numberLeaf: fc.Arbitrary<Leaf> = fc
  .constantFrom(...NUMBER_PATHS)
  .chain((path) =>
    fc.oneof(
      fc.tuple(fc.constant(path), fc.constantFrom('exact', 'gt', 'gte', 'lt', 'lte'), small),
      fc.tuple(fc.constant(path), fc.constant('in'), fc.array(fc.option(small), { maxLength: 3 })),
      fc.tuple(fc.constant(path), fc.constant('range'), fc.tuple(small, small)),
      fc.tuple(fc.constant(path), fc.constant('isNull'), fc.boolean()),
      fc.tuple(fc.constant(path), fc.constant('exact'), fc.constant(null)),
    ),
  );
const textLeaf: fc.Arbitrary<Leaf> = fc
  .constantFrom(...TEXT_PATHS)
  .chain((path) =>
    fc.oneof(
      fc.tuple(fc.constant(path), fc.constantFrom('exact', 'gt', 'lte', 'contains'), letter),
      fc.tuple(fc.constant(path), fc.constant('in'), fc.array(letter, { maxLength: 3 })),
      fc.tuple(fc.constant(path), fc.constant('isNull'), fc.boolean()),
    ),
  );
export const { tree: trees }: { tree: fc.Arbitrary<Tree> } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(numberLeaf, textLeaf).map((leaf): Tree => ({ leaf })),
    tie('tree').map((not): Tree => ({ not })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((and): Tree => ({ and })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((or): Tree => ({ or })),
  ),
}));

export interface Filled {
  readonly rows: ReadonlyMap<number, Flat>;
}

export async function fillOracle(): Promise<Filled> {
  const publishers = await Publisher.objects.bulkCreate(
    [null, 3, 5].map((founded, n) => new Publisher({ name: ['a', 'b', 'ab'][n] ?? '', founded })),
  );
  const authors: Author[] = [];
  for (const [n, age] of [null, 2, 4, null, 0].entries()) {
    const mentor = n < 2 ? null : (authors[n - 2] ?? null);
    authors.push(
      await Author.objects.create({ name: ['a', 'b', 'c', 'ab', 'b'][n] ?? '', email: `o${n}@x.org`, age, mentor }),
    );
  }
  const rows = new Map<number, Flat>();
  for (let n = 0; n < 40; n++) {
    const author = authors[n % authors.length] as Author;
    const publisher = publishers[n % 4] ?? null;
    const mentor = authors.find((one) => one.pk === author.mentorId) ?? null;
    const rating = n % 3 === 0 ? null : n % 6;
    const title = ['a', 'b', 'c', 'ab', 'bc'][n % 5] ?? '';
    const book = await Book.objects.create({ title, author, publisher, pages: n % 6, rating });
    rows.set(book.pk, {
      title,
      pages: n % 6,
      rating,
      author__age: author.age,
      author__name: author.name,
      author__mentor__age: mentor?.age ?? null,
      author__mentor__name: mentor?.name ?? null,
      publisher__founded: publisher?.founded ?? null,
      publisher__name: publisher?.name ?? null,
      publisher__country: null,
    });
  }
  return { rows };
}

export const keysOf = (rows: ReadonlyMap<number, Flat>, test: (row: Flat) => boolean): number[] =>
  [...rows].filter(([, row]) => test(row)).map(([pk]) => pk);
