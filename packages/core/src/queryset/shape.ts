/**
 * Shape: one node of the tree of steps. A QuerySet is a node and the values met on the way to it: QuerySets built by the same steps
 * meet at the same node, and the node is where the plan waits. Finding it costs one comparison a step.
 */
import type { Database } from '../execution/database.js';
import type { Plan } from '../execution/plan.js';
import type { BoundField } from '../model/bound-field.js';
import type { ModelMeta } from '../model/meta.js';
import { type Annotation, type NameScope, NO_ANNOTATIONS } from './annotation.js';
import type { Lookup } from './lookup.js';
import { AS, BACK, EVERY, EXCLUDE, FILTER, FLAT, NOTHING, type Token, TUPLES, VALUES } from './tokens.js';

/** At this many nodes the tree is cut, so that hostile shapes cannot grow memory. Live queries grow it again, 0.1 ms each. */
const MAX_SHAPES = 20_000;
const roots = new Set<WeakRef<Shape>>();
let shapes = 0;
let plansBuilt = 0;
/** Goes up when the trees are cut: a node of an older one, held by a QuerySet in flight, drops its branches and plans when it is next used. */
let season = 0;

/** Turns a name into what it stands for; throws for a wrong one, and then nothing is kept. */
export type Resolve = (scope: NameScope, token: string) => Lookup;

export class Shape implements NameScope {
  readonly meta: ModelMeta;
  readonly parent: Shape | null;
  readonly token: Token | null;
  /** What the name of this step stands for; null for a step that is no name. */
  readonly lookup: Lookup | null;
  /** Whether some step said which rows: filter(), exclude() or all(). Writes ask for it. */
  readonly narrowed: boolean;
  /** Whether none() was said. */
  readonly nothing: boolean;
  /** What was computed on the way here, by name. */
  readonly annotations: ReadonlyMap<string, Annotation>;
  /** The columns that values() chose last, with what was computed behind it; none: all fields. */
  readonly columns: readonly BoundField[];
  /** Whether rows are no instances: values() or valuesList() was said. */
  readonly projected: boolean;
  /** Whether names that follow are columns. */
  readonly counting: boolean;
  #season = season;
  #plan: Plan | null = null;
  #plans: WeakMap<Database, Plan> | null = null;
  #key: Token | null = null;
  #next: Shape | null = null;
  #others: Map<Token, Shape> | null = null;

  constructor(meta: ModelMeta, parent: Shape | null, token: Token | null, lookup: Lookup | null) {
    this.meta = meta;
    this.parent = parent;
    this.token = token;
    this.lookup = lookup;
    this.narrowed =
      (parent?.narrowed ?? false) || token === FILTER || token === BACK || token === EXCLUDE || token === EVERY;
    this.nothing = (parent?.nothing ?? false) || token === NOTHING;
    const starts = token === VALUES || token === TUPLES || token === FLAT;
    this.counting = starts || ((parent?.counting ?? false) && lookup !== null);
    this.annotations = annotationsOf(parent, lookup);
    this.columns = columnsOf(parent, token, lookup);
    this.projected = (parent?.projected ?? false) || token === VALUES || token === TUPLES || token === FLAT;
  }

  /** The node one step on. A one-entry cache stands before the Map: the last step taken is the likeliest. */
  step(token: Token): Shape {
    return token === this.#key && this.#next !== null ? this.#next : this.#find(token, null);
  }

  /** The same for a name, which is resolved the first time. @throws what `resolve` throws. */
  named(name: string | symbol, resolve: Resolve): Shape {
    return name === this.#key && this.#next !== null ? this.#next : this.#find(name, resolve);
  }

  /** The plan for a database, built the first time. */
  plan(database: Database, build: (shape: Shape, database: Database) => Plan): Plan {
    if (this.#season !== season) this.forget();
    const last = this.#plan;
    if (last !== null && last.database === database) return last;
    let plan = this.#plans?.get(database);
    if (plan === undefined) {
      plan = build(this, database);
      plansBuilt++;
      this.#plans ??= new WeakMap();
      this.#plans.set(database, plan);
    }
    this.#plan = plan;
    return plan;
  }

  /** The steps from the root to here. */
  path(): readonly Shape[] {
    const list: Shape[] = [];
    for (let node: Shape = this; node.parent !== null; node = node.parent) list.push(node);
    return list.reverse();
  }

  /** How many different steps were taken from here. */
  get width(): number {
    return this.#others?.size ?? 0;
  }

  has(token: Token): boolean {
    return this.#others?.has(token) ?? false;
  }

  forget(): void {
    this.#season = season;
    this.#plan = null;
    this.#plans = null;
    this.#key = null;
    this.#next = null;
    this.#others = null;
  }

  #find(token: Token, resolve: Resolve | null): Shape {
    if (this.#season !== season) this.forget();
    let node = this.#others?.get(token);
    if (node === undefined) {
      const lookup = resolve === null ? null : resolve(this, String(token));
      if (++shapes > MAX_SHAPES) forgetShapes();
      node = new Shape(this.meta, this, token, lookup);
      this.#others ??= new Map();
      this.#others.set(token, node);
    }
    this.#key = token;
    this.#next = node;
    return node;
  }
}

const NO_COLUMNS: readonly BoundField[] = [];

/** values() starts to count; each name right behind it is a column, and so is what is computed later. */
function columnsOf(parent: Shape | null, token: Token | null, lookup: Lookup | null): readonly BoundField[] {
  if (token === VALUES || token === TUPLES || token === FLAT || parent === null) return NO_COLUMNS;
  const { columns } = parent;
  if (lookup === null) return columns;
  const computed = parent.token === AS && columns.length > 0 && lookup.path.annotation?.selected === true;
  return parent.counting || computed ? [...columns, lookup.output] : columns;
}

function annotationsOf(parent: Shape | null, lookup: Lookup | null): ReadonlyMap<string, Annotation> {
  if (parent === null) return NO_ANNOTATIONS;
  const annotation = lookup?.path.annotation ?? null;
  if (parent.token !== AS || annotation === null) return parent.annotations;
  return new Map(parent.annotations).set(annotation.name, annotation);
}

/** The node where a model's QuerySets start. */
export function rootOf(meta: ModelMeta): Shape {
  const root = new Shape(meta, null, null, null);
  roots.add(new WeakRef(root));
  return root;
}

/** Cuts every tree at its root. QuerySets in flight still hold their own branch, so nothing breaks. */
export function forgetShapes(): void {
  shapes = 0;
  season++;
  for (const reference of roots) {
    const root = reference.deref();
    if (root === undefined) roots.delete(reference);
    else root.forget();
  }
}

/** How full the tree of shapes is. */
export interface PlanCacheStats {
  /** Steps that are kept now. */
  readonly shapes: number;
  /** At this many the tree is cut. */
  readonly maxShapes: number;
  /** Plans built since the process started: it stands still while the same queries are asked again. */
  readonly plansBuilt: number;
}

/** How full the plan cache is, and how many plans were built: a repeated query builds none. */
export function planCacheStats(): PlanCacheStats {
  return { shapes, maxShapes: MAX_SHAPES, plansBuilt };
}
