/** What is inside a JSON document: what stands at a path, and tests of it. */
import { oneOf } from '../check.js';
import { QueryError } from '../errors.js';
import { type Expression, make, type Node } from '../node.js';

const AS = ['json', 'value', 'type'] as const;
const TESTS = ['contains', 'equals', 'hasKeys', 'hasAnyKeys', 'in'] as const;

/** Keys of objects and positions in arrays, from the outside in. */
export type JsonPath = readonly (string | number)[];
/** `json`: a document; `value`: what SQL has for a scalar, NULL for JSON null; `type`: a text, the same for all numbers. */
export type JsonAs = (typeof AS)[number];
/** `hasKeys` and `hasAnyKeys` take a list of texts, `in` a list of documents. */
export type JsonTest = (typeof TESTS)[number];

export interface JsonPathNode extends Node<'jsonPath'> {
  readonly expression: Expression;
  readonly path: JsonPath;
  readonly as: JsonAs;
}

export interface JsonTestNode extends Node<'jsonTest'> {
  readonly test: JsonTest;
  readonly left: Expression;
  readonly right: Expression;
}

/**
 * What stands at a path of a document; NULL when nothing does.
 * @example jsonPath(column('data'), ['tags', 0], 'value')
 */
export function jsonPath(expression: Expression, path: JsonPath, as: JsonAs): JsonPathNode {
  for (const step of path) {
    if (typeof step === 'string' || Number.isSafeInteger(step)) continue;
    throw new QueryError('a step of a JSON path is a key or a whole number');
  }
  return make<JsonPathNode>({ kind: 'jsonPath', expression, path, as: oneOf('form of JSON', AS, as) });
}

/** A test of two documents; NULL when one of them is missing. */
export function jsonTest(test: JsonTest, left: Expression, right: Expression): JsonTestNode {
  return make<JsonTestNode>({ kind: 'jsonTest', test: oneOf('test of JSON', TESTS, test), left, right });
}
