/** What is one per process: the registry of models, the default configuration, the ambient scope. Copies of this package meet here. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ConfigurationError } from '../errors/index.js';
import type { Scope } from '../execution/scope.js';
import type { ModelMeta } from '../model/meta.js';
import type { AppEntry } from '../model/registry.js';
import type { Dorm } from './dorm.js';

/** Changes whenever the parts below change in a way that an older copy would misread. */
const FORMAT = 1;
const KEY = Symbol.for('@dorm/core');

export interface ProcessState {
  readonly format: number;
  /** Carries what is around a call; the only AsyncLocalStorage of dorm. */
  readonly scopes: AsyncLocalStorage<Scope>;
  /** False until a scope was entered: then reading the scope costs nothing. */
  scoped: boolean;
  /** What configure() set. */
  dorm: Dorm | null;
  readonly models: Map<string, ModelMeta>;
  readonly apps: Map<string, AppEntry>;
  /** Goes up whenever a model is defined: what was looked up before is looked up again. */
  generation: number;
  /** Classes with private slots, by name: the first copy's serve every copy. */
  readonly shared: Map<string, unknown>;
}

export const processState: ProcessState = meet();

/** The first copy's `name`; made here when this copy is the first. */
export function shared<T>(name: string, make: () => T): T {
  const existing = processState.shared.get(name) as T | undefined;
  if (existing !== undefined) return existing;
  const made = make();
  processState.shared.set(name, made);
  return made;
}

function meet(): ProcessState {
  const place = globalThis as { [KEY]?: ProcessState };
  const state = place[KEY];
  if (state === undefined) {
    const first: ProcessState = {
      format: FORMAT,
      scopes: new AsyncLocalStorage(),
      scoped: false,
      dorm: null,
      models: new Map(),
      apps: new Map(),
      generation: 0,
      shared: new Map(),
    };
    place[KEY] = first;
    return first;
  }
  if (state.format !== FORMAT) {
    throw new ConfigurationError('Two versions of @dorm/core that cannot work together are loaded in this process.', {
      hint: 'run `npm ls @dorm/core` (or `pnpm why @dorm/core`) and make every package use one version',
    });
  }
  return state;
}
