/** RawSQL: an expression written by hand. Its text is part of the shape; its values are bound. */
import { isNode, type RawNode } from '@dorm/query';
import { FieldError } from '../errors/index.js';
import { type FieldKind, isFieldSpec } from '../fields/index.js';
import { Constant, Expression } from './expressions.js';
import type { Shape } from './shape.js';
import { RAW } from './tokens.js';

/** What stands in a hole: the type of a bound value, or the names of an identifier. */
export type RawHole = string | readonly string[];

export class RawExpression extends Expression {
  readonly #text: string;
  readonly #constants: readonly Constant[];
  readonly #output: FieldKind;

  constructor(sql: unknown, output: unknown) {
    super();
    const node = isNode(sql) && sql.kind === 'raw' ? sql : null;
    if (node === null || !isFieldSpec(output)) {
      throw new FieldError('RawSQL() takes SQL by the sql tag, and the field that says what it gives.', {
        hint: 'write RawSQL(sql`length(title)`, f.integer())',
      });
    }
    const constants: Constant[] = [];
    const holes = node.holes.map((hole): RawHole => holeOf(hole, constants));
    this.#text = JSON.stringify([node.strings, holes]);
    this.#constants = constants;
    this.#output = output.kind;
  }
  override kind(): FieldKind {
    return this.#output;
  }
  override emit(shape: Shape, values: unknown[]): Shape {
    for (const { value } of this.#constants) values.push(value);
    return shape.step(RAW).step(this.#text);
  }
}

function holeOf(hole: RawNode['holes'][number], constants: Constant[]): RawHole {
  if (hole.kind === 'identifier') return hole.names;
  if (hole.kind !== 'value')
    throw new FieldError('RawSQL() takes values and sql.id() in its holes.', { hint: 'write the rest as SQL' });
  const constant = new Constant(hole.value);
  if (constant.type === 'null') return 'null';
  constants.push(constant);
  return constant.type;
}
