/** What the tests of an application use. */
export { createTables, dropTables } from '@dorm/core/schema';
export { assertMaxQueries, assertNumQueries, type CountedQueries, type QueryAssertion } from './assert-queries.js';
