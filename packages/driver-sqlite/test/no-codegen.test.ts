/** The suites that make instances of rows once more, without generated code: the loop that stands in gives the same rows. */
import { describeDriver } from '@dorm/testing/suites';
import { vi } from 'vitest';
import { sqlite } from '../src/index.js';

// Before the imports above are evaluated: core decides once, when it is loaded.
vi.hoisted(() => {
  process.env.DORM_NO_CODEGEN = '1';
});

describeDriver('sqlite without code generation', { open: () => ({ driver: sqlite(':memory:') }) }, [
  'models',
  'definitions',
  'instances',
  'relations',
  'annotations',
  'computed subqueries',
  'select related',
  'only and defer',
  'raw',
  'streaming',
  'number fields',
  'date fields',
  'text fields',
]);
