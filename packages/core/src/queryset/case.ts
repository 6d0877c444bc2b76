/** Case and When: the first branch whose condition holds gives the value. */
import { checkOptionNames } from '../config/option-names.js';
import { FieldError } from '../errors/index.js';
import type { FieldKind } from '../fields/index.js';
import type { NameScope } from './annotation.js';
import { emitCondition } from './conditions.js';
import { argument, Constant, Expression, isExpression } from './expressions.js';
import { commonKind } from './mixed-kinds.js';
import type { QItem } from './q.js';
import type { Shape } from './shape.js';
import { CASE, CLOSE, ELSE, WHEN } from './tokens.js';

/** One branch: `When({ views__gt: 9 }, Value('hot'))`. */
export class Branch {
  readonly condition: QItem;
  readonly then: Expression;
  constructor(condition: QItem, then: unknown) {
    if (typeof condition !== 'object' || condition === null)
      throw new FieldError('When() takes a condition and a value.', { hint: "When({ views__gt: 9 }, Value('hot'))" });
    this.condition = condition;
    this.then = argument(then);
  }
}

export class CaseExpression extends Expression {
  readonly branches: readonly Branch[];
  readonly otherwise: Expression;

  constructor(clauses: readonly unknown[]) {
    super();
    const last = clauses.at(-1);
    const branches = last instanceof Branch ? clauses : clauses.slice(0, -1);
    if (branches.length === 0 || !branches.every((clause) => clause instanceof Branch)) {
      throw new FieldError('Case() takes When()s, and { default } at the end.', {
        hint: "Case(When({ views__gt: 9 }, Value('hot')), { default: Value('cold') })",
      });
    }
    this.branches = branches;
    this.otherwise = last instanceof Branch ? new Constant(null) : defaultOf(last);
  }
  override get parts(): readonly Expression[] {
    return [...this.branches.map(({ then }) => then), this.otherwise];
  }
  override kind(scope: NameScope): FieldKind | null {
    return commonKind(scope, 'Case()', this.parts);
  }
  override emit(shape: Shape, values: unknown[]): Shape {
    let node = shape.step(CASE);
    for (const { condition, then } of this.branches) {
      node = then.emit(emitCondition(node.step(WHEN), condition, values).step(CLOSE), values);
    }
    return this.otherwise.emit(node.step(ELSE), values);
  }
}

function defaultOf(options: unknown): Expression {
  if (typeof options !== 'object' || options === null || isExpression(options)) {
    throw new FieldError('Case() ends in a When() or { default }.', { hint: "write { default: Value('cold') }" });
  }
  checkOptionNames('Case()', options, ['default']);
  return 'default' in options && options.default !== undefined ? argument(options.default) : new Constant(null);
}
