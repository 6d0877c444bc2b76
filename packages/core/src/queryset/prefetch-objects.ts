/** prefetchRelatedObjects: loads relations for instances that are in memory already, however they came there. */
import { QuerySetError } from '../errors/index.js';
import { prefetch } from '../hydration/prefetch.js';
import { isModelInstance, metaOfInstance, originOf, type Row } from '../model/instance.js';
import { mergeSteps, prefetchStep } from './prefetch.js';

export async function prefetchObjects(rows: readonly unknown[], what: readonly unknown[]): Promise<readonly Row[]> {
  const instances = Array.isArray(rows) ? rows.filter((row): row is Row => isModelInstance(row)) : [];
  if (!Array.isArray(rows) || instances.length < rows.length) throw refused('takes an array of instances');
  const [first] = instances;
  if (first === undefined) return instances;
  const meta = metaOfInstance(first);
  if (instances.some((row) => metaOfInstance(row) !== meta)) throw refused('takes instances of one model');
  const steps = mergeSteps(what.map((one) => prefetchStep(meta, one)));
  await prefetch(instances, steps, originOf(first).alias);
  return instances;
}

function refused(what: string): QuerySetError {
  return new QuerySetError(`prefetchRelatedObjects() ${what}.`, {
    hint: "write prefetchRelatedObjects(posts, 'tags', Prefetch('comments', { queryset: … }))",
  });
}
