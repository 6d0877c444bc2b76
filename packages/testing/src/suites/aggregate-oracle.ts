/** What aggregates mean, by definition: over the rows as they are joined, one after the other, or each apart from the others. */
import type { Aggregated, Question, Totals } from './aggregate-questions.js';
import { type Choice, chosenBy, compares, placesChosenBy, placesOf, type Tree } from './related-oracle.js';
import { type Graph, isMany, type Node, type Plain } from './studio-graph.js';

/** A row with one choice of related rows: those that each filter() chose, and those that were joined for columns. */
interface Joined {
  readonly row: Node;
  readonly chosen: readonly Choice[];
  /** By the filter() that they hang on, `0` for none, and their place. */
  readonly own: ReadonlyMap<string, Node | null>;
}

/** A group: the columns that make it, and what was computed. */
export interface Group {
  readonly row: Node | null;
  readonly columns: readonly Plain[];
  readonly computed: readonly Plain[];
}

/** The groups of a question, or why it is refused. */
export function answer(question: Question, graph: Graph): readonly Group[] | string {
  const { model, groups, aggregates, having } = question;
  const why = refused(question);
  if (why !== null) return why;
  const apart = multiplies(question);
  const found: Group[] = [];
  const all = graph[model].flatMap((row) => joinedTo(question, row));
  for (const [columns, rows] of grouped(all, question)) {
    const { row } = rows[0] as Joined;
    const computed = aggregates.map((one) => {
      const alone = groups === null && apart && grainOf(one, question) !== '';
      return computedOver(one, alone ? [{ row, chosen: [], own: new Map() }] : rows, question);
    });
    found.push({ row: groups === null ? row : null, columns, computed });
  }
  return found.filter((group) => having.every(({ exclude, tree }) => known(tree, group) === !exclude));
}

/** What aggregate() gives, or why it is refused. */
export function totalsOf({ question, distinct, slice, totals }: Totals, graph: Graph): readonly Plain[] | string {
  const { model, aggregates } = question;
  if (aggregates.length === 0) {
    const all = graph[model].flatMap((row) => joinedTo(question, row));
    if (!distinct && slice === null) {
      const why = refused({ ...question, groups: [], aggregates: totals });
      return why ?? totals.map((one) => computedOver(one, all, question));
    }
    const rows = all.map(({ row }) => row);
    const kept = (distinct ? [...new Set(rows)] : rows).slice(...(slice ?? []));
    return totals.map((one) =>
      reduced(
        one,
        kept.map(({ values }) => values[one.column ?? ''] ?? null),
      ),
    );
  }
  const groups = answer(question, graph);
  if (typeof groups === 'string') return groups;
  // Each row is a group of its own, so that distinct() changes nothing.
  const kept = slice === null ? groups : groups.slice(...slice);
  return totals.map((one) =>
    reduced(
      one,
      kept.map((group) => cellOf(group, one.column ?? '')),
    ),
  );
}

function cellOf({ row, computed }: Group, column: string): Plain {
  return (/^a\d$/.test(column) ? computed[Number(column.slice(1))] : row?.values[column]) ?? null;
}

/** The choices of related rows of all calls together. */
function joinedTo({ before, after, groups }: Question, row: Node): readonly Joined[] {
  let found: Joined[] = [{ row, chosen: [], own: new Map() }];
  const add = (calls: typeof before): void => {
    for (const call of calls) {
      const choices = chosenBy(call, row);
      found = found.flatMap((one) => choices.map((choice) => ({ ...one, chosen: [...one.chosen, choice] })));
    }
  };
  add(before);
  const visible = before.map(placesChosenBy);
  for (const { hops } of groups ?? []) found = extended(found, hops, visible);
  add(after);
  return found;
}

/** Of values(): equal values are one group. */
function grouped(all: readonly Joined[], { groups, before }: Question): readonly [Plain[], Joined[]][] {
  const visible = before.map(placesChosenBy);
  const found = new Map<string, [Plain[], Joined[]]>();
  for (const joined of all) {
    const columns = groups?.map(({ hops, column }) => nodeAt(joined, hops, visible)?.values[column] ?? null) ?? [
      joined.row.pk,
    ];
    const key = JSON.stringify(columns);
    const group = found.get(key) ?? [columns, []];
    group[1].push(joined);
    found.set(key, group);
  }
  return [...found.values()];
}

/** Where each relation to many rows of a path stands: under the latest filter() that chose there, else under 0. */
function keysOf(hops: readonly string[], visible: readonly (readonly string[])[]): readonly (string | null)[] {
  let call: number | null = null;
  return placesOf(hops).map((hop, n, all) => {
    if (!isMany(hop)) return null;
    const place = all.slice(0, n + 1).join('__');
    call ??= visible.findLastIndex((places) => places.includes(place)) + 1;
    return `${call}:${place}`;
  });
}

function chosenAt({ chosen, own }: Joined, key: string): Node | null | undefined {
  const [call = '', place = ''] = key.split(':');
  return chosen[Number(call) - 1]?.get(place) ?? own.get(key);
}

function nodeAt(joined: Joined, hops: readonly string[], visible: readonly (readonly string[])[]): Node | null {
  const keys = keysOf(hops, visible);
  return placesOf(hops).reduce<Node | null>((from, hop, n) => {
    const key = keys[n] ?? null;
    return key === null ? (from?.related[hop]?.[0] ?? null) : (chosenAt(joined, key) ?? null);
  }, joined.row);
}

/** Each with every row at the end of a path, and with none where there is none. */
function extended(all: readonly Joined[], hops: readonly string[], visible: readonly (readonly string[])[]): Joined[] {
  const keys = keysOf(hops, visible);
  const places = placesOf(hops);
  return keys.reduce<Joined[]>(
    (found, key, n) => {
      if (key === null) return found;
      const [call = '', place = ''] = key.split(':');
      if (visible[Number(call) - 1]?.includes(place) === true) return found;
      return found.flatMap((joined) => {
        if (joined.own.has(key)) return [joined];
        const from = n === 0 ? joined.row : nodeAt(joined, places.slice(0, n), visible);
        const rows = from?.related[places[n] ?? ''] ?? [];
        return (rows.length === 0 ? [null] : rows).map((row) => ({
          ...joined,
          own: new Map([...joined.own, [key, row]]),
        }));
      });
    },
    [...all],
  );
}

function pathsOf({ hops, filter }: Aggregated): readonly (readonly string[])[] {
  const inside = (tree: Tree): (readonly string[])[] => {
    if ('not' in tree) return inside(tree.not);
    if ('and' in tree) return tree.and.flatMap(inside);
    if ('or' in tree) return tree.or.flatMap(inside);
    return [tree.leaf.hops];
  };
  return [...(hops === null ? [] : [hops]), ...(filter === null ? [] : inside(filter))];
}

function computedOver(one: Aggregated, rows: readonly Joined[], { before }: Question): Plain {
  const visible = rows.some(({ chosen }) => chosen.length > 0) ? before.map(placesChosenBy) : [];
  const all = pathsOf(one).reduce<readonly Joined[]>((found, hops) => extended(found, hops, visible), rows);
  const kept = all.filter((joined) => one.filter === null || holds(one.filter, joined, visible));
  if (one.hops === null) return kept.length;
  const { hops, column } = one;
  return reduced(
    one,
    kept.map((joined) => {
      const node = nodeAt(joined, hops, visible);
      return node === null ? null : column === null ? node.pk : (node.values[column] ?? null);
    }),
  );
}

/** On the rows as they are joined, under a NOT as elsewhere. */
function holds(tree: Tree, joined: Joined, visible: readonly (readonly string[])[]): boolean {
  if ('not' in tree) return !holds(tree.not, joined, visible);
  if ('and' in tree) return tree.and.every((part) => holds(part, joined, visible));
  if ('or' in tree) return tree.or.some((part) => holds(part, joined, visible));
  return compares(nodeAt(joined, tree.leaf.hops, visible), tree.leaf);
}

function reduced({ name, distinct, orZero }: Aggregated, cells: readonly Plain[]): Plain {
  const there = cells.filter((cell) => cell !== null);
  const values = distinct ? [...new Set(there)] : there;
  if (name === 'Count') return values.length;
  const [first] = values;
  if (first === undefined) return orZero ? 0 : null;
  const ordered = values.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
  if (name === 'Min' || name === 'Max') return ordered.at(name === 'Min' ? 0 : -1) ?? null;
  const sum = values.reduce<number>((total, value) => total + Number(value), 0);
  return name === 'Sum' ? sum : sum / values.length;
}

/** What is computed may be unknown, under a NOT too, as in Django; the row's own columns are not known to hold then. */
function known(tree: Tree, group: Group): boolean | null {
  if ('not' in tree) {
    const inner = known(tree.not, group);
    return inner === null ? null : !inner;
  }
  if ('and' in tree || 'or' in tree) {
    const parts = ('and' in tree ? tree.and : tree.or).map((part) => known(part, group));
    const decisive = 'or' in tree;
    if (parts.includes(decisive)) return decisive;
    return parts.includes(null) ? null : !decisive;
  }
  const { leaf } = tree;
  const cell = cellOf(group, leaf.column ?? '');
  const unknown = cell === null && leaf.lookup !== 'isNull' && /^a\d$/.test(leaf.column ?? '');
  // A list of nothing is false, not unknown.
  if (unknown && leaf.lookup === 'in' && (leaf.value as unknown[]).length === 0) return false;
  if (unknown) return null;
  return compares({ pk: 0, values: { [leaf.column ?? '']: cell }, related: {} }, leaf);
}

/** The relations to many rows that an aggregate alone joins; nothing when all were there. */
function grainOf(one: Aggregated, { before, groups }: Question): string {
  const visible = before.map(placesChosenBy);
  const there = new Set((groups ?? []).flatMap(({ hops }) => keysOf(hops, visible)));
  const joined = pathsOf(one).flatMap((hops) =>
    keysOf(hops, visible).filter((key) => {
      if (key === null || there.has(key)) return false;
      const [call = '', place = ''] = key.split(':');
      return visible[Number(call) - 1]?.includes(place) !== true;
    }),
  );
  return [...new Set(joined)].sort().join(' ');
}

/** Whether aggregates would multiply each other when all were joined. */
function multiplies(question: Question): boolean {
  return new Set(question.aggregates.map((one) => grainOf(one, question))).size > 1;
}

/** Why dorm refuses a question: an aggregate that must be computed apart, and cannot be. */
export function refused(question: Question): string | null {
  if (!multiplies(question)) return null;
  const { before, groups, aggregates } = question;
  const visible = before.map(placesChosenBy);
  const there = [
    ...visible.flat(),
    ...(groups ?? []).flatMap(({ hops }) => placesOf(hops).map((_, n, all) => all.slice(0, n + 1).join('__'))),
  ];
  for (const one of aggregates.filter((each) => grainOf(each, question) !== '')) {
    const first = pathsOf(one).flatMap((hops) => {
      const places = placesOf(hops);
      const many = places.findIndex(isMany);
      return many === -1 ? [] : [places.slice(0, many + 1).join('__')];
    });
    if (first.some((place) => there.includes(place))) return 'filtered by the same relation';
    if (groups !== null && (one.name === 'Avg' || (one.distinct && one.name !== 'Min' && one.name !== 'Max')))
      return 'cannot be added up over a group';
  }
  return null;
}
