/** Origin: where a row comes from. One object for a whole result, shared by its rows. */

export interface Origin {
  /** The database's alias; null for an instance that was never stored. */
  readonly alias: string | null;
  /** Whether save() will insert. */
  readonly adding: boolean;
  /** The result's rows. Weak, so that a row that is kept keeps no other alive; null for a row without peers. */
  peers: WeakRef<readonly object[]> | null;
  /** For rows that came along by selectRelated: the origin of the rows they belong to, and the relation they hang on. */
  readonly via: { readonly origin: Origin; readonly relation: string } | null;
  /** Loads under way by relation name, so that concurrent awaits share one query. */
  loading: Map<string, Promise<void>> | null;
}

/** The origin of an instance that was never stored. */
export const ADDING: Origin = Object.freeze(origin(null, true));

export function origin(alias: string | null, adding = false, via: Origin['via'] = null): Origin {
  return { alias, adding, peers: null, via, loading: null };
}

/** The rows of the same result that are still in memory, this origin's among them; empty when there are none to share with. */
export function peersOf(of: Origin): readonly object[] {
  return of.peers?.deref() ?? [];
}
