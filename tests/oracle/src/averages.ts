/** Columns of averages: a number in dorm whatever was averaged, a decimal of six places or nine digits in the reference. */
import { type Case, type Data, isData, isStep } from './case.js';

/** The columns of the answer that are averages. */
export function averageColumns({ chain, terminal }: Case): string[] {
  const annotations = chain.filter(([name]) => name === 'annotate').map(([, named]) => named);
  if (isStep(terminal) && terminal[0] === 'aggregate') annotations.push(terminal[1]);
  return annotations.filter(isData).flatMap(averages);
}

function averages(named: Data): string[] {
  return Object.entries(named).flatMap(([name, tree]) => (isData(tree) && tree['fn'] === 'Avg' ? [name] : []));
}
