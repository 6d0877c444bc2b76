/** registerLookup: lookups and transforms of an application's own, by the kind of field. */
import { and, type Condition, type Expression, isNode } from '@dorm/query';
import { ConfigurationError, didYouMean } from '../errors/index.js';
import type { LookupDefinition, RegisterLookup, TransformDefinition, UnregisterLookup } from '../typing/index.js';
import { ownLookups, type TransformFor } from './custom-lookups.js';
import { OPERAND_KINDS } from './operand-kinds.js';
import { type Operator, operator } from './operator.js';
import { isBuiltIn } from './operators.js';
import { forgetShapes } from './shape.js';
import { isBuiltInTransform } from './transforms.js';

/**
 * Adds a lookup, or with `output` a transform, to the fields of a kind, for the whole process. Its name is declared first, by merging with
 * the kind's interface, so that paths know it. A name that was registered before is replaced.
 *
 * @param kind `text`, `number`, `dateTime` …: a key of `Lookups`
 * @throws ConfigurationError when the name is one of dorm's own for that kind, or none that a path can have
 * @example
 * declare module '@dorm/core' {
 *   interface TextLookups<T> { ne: T }
 * }
 * registerLookup('text', 'ne', { sql: (left, right) => sql`${left} <> ${right}` });
 * await Author.objects.filter({ name__ne: 'Ada' });
 */
export const registerLookup: RegisterLookup = (
  kind: string,
  name: string,
  definition: LookupDefinition | TransformDefinition,
): void => {
  checkName(kind, name);
  const { operators, transforms } = ownLookups(kind);
  operators.delete(name);
  transforms.delete(name);
  if (definition.output !== undefined) transforms.set(name, transformFor(name, definition));
  else operators.set(name, operatorFor(name, definition));
  // Plans that were made before may have met the name when it meant nothing, or something else.
  forgetShapes();
};

/** Takes a lookup or transform back. @throws ConfigurationError when it was not registered. */
export const unregisterLookup: UnregisterLookup = (kind: string, name: string): void => {
  const { operators, transforms } = ownLookups(kind);
  if (!operators.delete(name) && !transforms.delete(name)) {
    throw new ConfigurationError(`'${name}' is not registered for ${kind} fields.`, {
      hint: didYouMean(name, [...operators.keys(), ...transforms.keys()]),
    });
  }
  forgetShapes();
};

function operatorFor(name: string, { takes = 'value', sql }: LookupDefinition): Operator {
  const right = takes === 'value' ? null : (OPERAND_KINDS[takes] ?? null);
  if (takes !== 'value' && right === null)
    throw unknownWord(name, 'takes', takes, ['value', ...Object.keys(OPERAND_KINDS)]);
  // A condition of its own, however the text in it binds.
  return operator(name, 'value', (left, r): Condition => and([checked(name, sql(left, r))]), { right });
}

function transformFor(name: string, { output, sql }: TransformDefinition): TransformFor {
  const fixed = output === 'same' ? null : (OPERAND_KINDS[output] ?? null);
  if (output !== 'same' && fixed === null)
    throw unknownWord(name, 'output', output, ['same', ...Object.keys(OPERAND_KINDS)]);
  return (left) => {
    const { kind, type } = fixed ?? left;
    return Object.freeze({ name, kind, type, apply: (expression: Expression) => checked(name, sql(expression)) });
  };
}

function checked(name: string, made: unknown): Expression {
  if (isNode(made)) return made as Expression;
  throw new ConfigurationError(`The lookup '${name}' gave no SQL.`, {
    hint: 'return what the sql tag makes: sql: (left, right) => sql`${left} <> ${right}`',
  });
}

function checkName(kind: string, name: string): void {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) {
    throw new ConfigurationError(`'${name}' cannot be the name of a lookup.`, {
      hint: 'start with a small letter, and use letters and digits',
    });
  }
  if (!isBuiltIn(kind, name) && !isBuiltInTransform(kind, name)) return;
  throw new ConfigurationError(`${kind} fields have a lookup '${name}' already.`, { hint: 'choose another name' });
}

function unknownWord(name: string, option: string, given: unknown, known: readonly string[]): ConfigurationError {
  return new ConfigurationError(`The lookup '${name}': ${option} is '${String(given)}', which is no kind of value.`, {
    hint: didYouMean(String(given), known),
  });
}
