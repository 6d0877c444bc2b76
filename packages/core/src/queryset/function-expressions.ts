/** Functions of a row's values: COALESCE, LOWER, UPPER, LENGTH, CONCAT. */
import { FieldError } from '../errors/index.js';
import type { FieldKind } from '../fields/index.js';
import type { NameScope } from './annotation.js';
import { argument, Expression } from './expressions.js';
import { TEXT, WHOLE } from './kinds.js';
import { commonKind } from './mixed-kinds.js';
import type { Shape } from './shape.js';
import { CALL } from './tokens.js';

/** A function by its name in SQL. */
abstract class Call extends Expression {
  readonly #sql: string;
  readonly #arguments: readonly Expression[];
  constructor(sql: string, list: readonly Expression[]) {
    super();
    this.#sql = sql;
    this.#arguments = list;
  }
  override get parts(): readonly Expression[] {
    return this.#arguments;
  }
  override emit(shape: Shape, values: unknown[]): Shape {
    const start = shape.step(CALL).step(this.#sql).step(this.parts.length);
    return this.parts.reduce((node, part) => part.emit(node, values), start);
  }
}

/** The first that is not NULL. */
export class Coalescence extends Call {
  constructor(list: readonly Expression[]) {
    if (list.length < 2)
      throw new FieldError('Coalesce() takes two values at least.', { hint: "Coalesce('nick', 'name')" });
    super('coalesce', list);
  }
  override get whenEmpty(): unknown {
    return this.parts.map(({ whenEmpty }) => whenEmpty).find((value) => value !== null) ?? null;
  }
  override kind(scope: NameScope): FieldKind | null {
    return commonKind(scope, 'Coalesce()', this.parts);
  }
}

/** `Lower`, `Upper`: text of text; `Length`: how many characters; `Concat`: texts in a row, a missing one empty. */
export class TextFunction extends Call {
  readonly #of: FieldKind;
  constructor(name: 'lower' | 'upper' | 'length' | 'concat', list: readonly unknown[]) {
    super(name, list.map(argument));
    this.#of = name === 'length' ? WHOLE : TEXT;
  }
  override kind(scope: NameScope): FieldKind {
    // Checked for the paths' sake: a wrong one is found when it is written.
    for (const part of this.parts) part.kind(scope);
    return this.#of;
  }
}
