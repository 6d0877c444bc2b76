/** The suites by subject, in the order in which they run. */
import { aggregatesSuite } from './aggregates.js';
import { annotationsSuite } from './annotations.js';
import { arithmeticSuite } from './arithmetic.js';
import { atomicSuite } from './atomic.js';
import { atomicTasksSuite } from './atomic-tasks.js';
import { badReadsSuite } from './bad-reads.js';
import { bulkCreateSuite } from './bulk-create.js';
import { bulkUpdateSuite } from './bulk-update.js';
import { computedSubqueriesSuite } from './computed-subqueries.js';
import { conditionalSuite } from './conditional.js';
import { conditionsSuite } from './conditions.js';
import { connectionsSuite } from './connections.js';
import { constraintsSuite } from './constraints.js';
import { createSaveSuite } from './create-save.js';
import { customLookupsSuite } from './custom-lookups.js';
import { dateFieldsSuite } from './date-fields.js';
import { datePartsSuite } from './date-parts.js';
import { deferredSuite } from './deferred.js';
import { definitionsSuite } from './definitions.js';
import { deletionSuite } from './deletion.js';
import { deletionOracleSuite } from './deletion-oracle.js';
import { errorsSuite } from './errors.js';
import { fieldNamesSuite } from './field-names.js';
import { filterOracleSuite } from './filter-oracle.js';
import { generatedAggregatesSuite } from './generated-aggregates.js';
import { getOrCreateSuite } from './get-or-create.js';
import { groupingSuite } from './grouping.js';
import { instancesSuite } from './instances.js';
import { isolationSuite } from './isolation.js';
import { jsonLookupsSuite } from './json-lookups.js';
import { keysetSuite } from './keyset.js';
import { lazinessSuite } from './laziness.js';
import { limitsSuite } from './limits.js';
import { lookupsSuite } from './lookups.js';
import { managersSuite } from './managers.js';
import { manyWritesSuite } from './many-writes.js';
import { modelsSuite } from './models.js';
import { numberFieldsSuite } from './number-fields.js';
import { orderedSuite } from './ordered.js';
import { orderingSuite } from './ordering.js';
import { planCacheSuite } from './plan-cache.js';
import { prefetchSuite } from './prefetch.js';
import { queryAssertionsSuite } from './query-assertions.js';
import { queryOracleSuite } from './query-oracle.js';
import { rawSuite } from './raw.js';
import { rawExpressionsSuite } from './raw-expressions.js';
import { relatedConditionsSuite } from './related-conditions.js';
import { relatedDefinitionsSuite } from './related-definitions.js';
import { relatedFilterOracleSuite } from './related-filter-oracle.js';
import { relatedManagersSuite } from './related-managers.js';
import { relatedWritesSuite } from './related-writes.js';
import { relationsSuite } from './relations.js';
import { retrievalSuite } from './retrieval.js';
import { schemaSuite } from './schema.js';
import { selectRelatedSuite } from './select-related.js';
import { shownRowsSuite } from './shown-rows.js';
import { slicingSuite } from './slicing.js';
import { storedFormsSuite } from './stored-forms.js';
import { streamingSuite } from './streaming.js';
import { subqueriesSuite } from './subqueries.js';
import { textFieldsSuite } from './text-fields.js';
import { textLookupsSuite } from './text-lookups.js';
import { trustSuite } from './trust.js';
import { updateDeleteSuite } from './update-delete.js';
import { valuesSuite } from './values.js';
import type { Workbench } from './workbench.js';
import { writeOracleSuite } from './write-oracle.js';

export const SUITES = {
  definitions: definitionsSuite,
  models: modelsSuite,
  instances: instancesSuite,
  schema: schemaSuite,
  constraints: constraintsSuite,
  'number fields': numberFieldsSuite,
  'text fields': textFieldsSuite,
  'date fields': dateFieldsSuite,
  'stored forms': storedFormsSuite,
  lookups: lookupsSuite,
  'text lookups': textLookupsSuite,
  'date parts': datePartsSuite,
  'field names': fieldNamesSuite,
  'custom lookups': customLookupsSuite,
  'json lookups': jsonLookupsSuite,
  conditions: conditionsSuite,
  'filter oracle': filterOracleSuite,
  'query oracle': queryOracleSuite,
  'related conditions': relatedConditionsSuite,
  'related filter oracle': relatedFilterOracleSuite,
  'generated aggregates': generatedAggregatesSuite,
  ordering: orderingSuite,
  slicing: slicingSuite,
  ordered: orderedSuite,
  keyset: keysetSuite,
  retrieval: retrievalSuite,
  laziness: lazinessSuite,
  values: valuesSuite,
  'only and defer': deferredSuite,
  raw: rawSuite,
  'raw expressions': rawExpressionsSuite,
  aggregates: aggregatesSuite,
  annotations: annotationsSuite,
  grouping: groupingSuite,
  conditional: conditionalSuite,
  'computed subqueries': computedSubqueriesSuite,
  arithmetic: arithmeticSuite,
  subqueries: subqueriesSuite,
  'bad reads': badReadsSuite,
  'select related': selectRelatedSuite,
  relations: relationsSuite,
  'related definitions': relatedDefinitionsSuite,
  'related managers': relatedManagersSuite,
  'related writes': relatedWritesSuite,
  'many-to-many writes': manyWritesSuite,
  prefetch: prefetchSuite,
  managers: managersSuite,
  'shown rows': shownRowsSuite,
  isolation: isolationSuite,
  'create and save': createSaveSuite,
  'update and delete': updateDeleteSuite,
  'get or create': getOrCreateSuite,
  deletion: deletionSuite,
  'deletion oracle': deletionOracleSuite,
  'bulk create': bulkCreateSuite,
  'bulk update': bulkUpdateSuite,
  'write oracle': writeOracleSuite,
  atomic: atomicSuite,
  'atomic tasks': atomicTasksSuite,
  streaming: streamingSuite,
  limits: limitsSuite,
  connections: connectionsSuite,
  errors: errorsSuite,
  trust: trustSuite,
  'plan cache': planCacheSuite,
  'query assertions': queryAssertionsSuite,
} satisfies Record<string, (bench: Workbench) => void>;
