/** Columns of bigints: where dorm answers with a bigint whatever the size, and Python with its one kind of integer. */
import { type Case, type Data, isData, isStep, type Step } from './case.js';

/** The one field of the schema that is a bigint. */
const FIELD = 'big';
const KEEPS_TYPE: ReadonlySet<unknown> = new Set(['Sum', 'Min', 'Max']);

/** The columns of the answer that are read or worked out from it: names, or places in a tuple; `''` for a flat list. */
export function bigColumns({ chain, terminal }: Case): string[] {
  const annotations = chain.filter(([name]) => name === 'annotate').map(([, named]) => named);
  if (isStep(terminal) && terminal[0] === 'aggregate') annotations.push(terminal[1]);
  const computed = annotations.filter(isData).flatMap(bigNames);
  return [...computed, ...chain.flatMap((step) => readBy(step, computed))];
}

function bigNames(named: Data): string[] {
  return Object.entries(named).flatMap(([name, tree]) => (isBig(tree) ? [name] : []));
}

function isBig(tree: unknown): boolean {
  if (typeof tree === 'string') return tree.split('__').at(-1) === FIELD;
  if (!isData(tree)) return false;
  if ('F' in tree) return isBig(tree['F']);
  if ('fn' in tree && !KEEPS_TYPE.has(tree['fn'])) return false;
  return Array.isArray(tree['args']) && tree['args'].some(isBig);
}

function readBy([name, ...paths]: Step, computed: readonly string[]): string[] {
  if (name !== 'values' && name !== 'values_list') return [];
  const flat = paths.some((path) => isData(path) && path['flat'] === true);
  return paths.flatMap((path, index) => {
    if (typeof path !== 'string' || !(isBig(path) || computed.includes(path))) return [];
    return [flat ? '' : name === 'values' ? path : String(index)];
  });
}
