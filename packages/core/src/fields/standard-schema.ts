/** Standard Schema: zod, valibot, arktype and others stand in for `as<T>()` and check what a json field holds. */
import { ConfigurationError } from '../errors/usage-errors.js';
import type { StandardSchema } from '../typing/fields.js';
import { ValueProblem } from './field-spec.js';
import { pathText } from './json-value.js';

interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Whether a value is such a schema; some libraries make them functions. */
export function isStandardSchema(value: unknown): value is StandardSchema<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || !('~standard' in value))
    return false;
  const standard: unknown = value['~standard'];
  return (
    typeof standard === 'object' &&
    standard !== null &&
    'validate' in standard &&
    typeof standard.validate === 'function'
  );
}

/** What the schema makes of a value; throws ValueProblem with all that it found wrong. */
export function applySchema(schema: StandardSchema<unknown>, value: unknown): unknown {
  // What the interface of version 1 gives: { value }, { issues }, or a promise of one of them.
  const result = schema['~standard'].validate(value) as
    | { value?: unknown; issues?: readonly SchemaIssue[] }
    | Promise<unknown>;
  if (result instanceof Promise) {
    result.catch(() => undefined);
    throw new ConfigurationError('f.json() has a schema that is asynchronous', {
      hint: 'take the async refinements out of it; check what needs a query before save()',
    });
  }
  if (result.issues === undefined) return result.value;
  throw new ValueProblem(
    `does not fit its schema: ${result.issues.map((issue) => issueText(issue, value)).join('; ')}`,
  );
}

function issueText({ message, path = [] }: SchemaIssue, value: unknown): string {
  const keys = path.map((step) => (typeof step === 'object' ? step.key : step));
  const safe = quotesValue(message, at(value, keys)) ? 'not what belongs there' : message;
  return keys.length === 0 ? safe : `at ${pathText(keys)}: ${safe}`;
}

/** Whether a library wrote the refused value into its message. */
function quotesValue(message: string, found: unknown): boolean {
  if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'bigint') return false;
  return message.includes(String(found));
}

function at(value: unknown, keys: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}
