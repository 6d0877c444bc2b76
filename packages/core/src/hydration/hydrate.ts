/** Hydrate: rows of a database to instances. A loop that is written out for the layout, or the same loop over its fields. */
import type { Dialect } from '@dorm/query';
import type { DriverRow } from '../execution/driver.js';
import { forgetsOrigin } from '../model/class-fields.js';
import { fromDbHook } from '../model/from-db.js';
import { LOAD, setOrigin, setRelation, setRelations } from '../model/instance.js';
import type { Row } from '../model/meta.js';
import { type Origin, origin } from '../model/origin.js';
import { ReverseRelation } from '../model/relation.js';
import { nullableReader, type Read, reader } from './codecs.js';
import { canGenerate, generate } from './generate.js';
import type { LayoutNode } from './layout.js';

/** Makes one instance of a row; `origins` has one origin for each node of the layout, in its order. */
export type HydrateRow = (row: DriverRow, origins: readonly Origin[]) => object;

/** The two makers give equal instances; the generated one is some per cent faster. */
export function hydrator(root: LayoutNode, dialect: Dialect): HydrateRow {
  return canGenerate && nodesOf(root).every(({ Class }) => fromDbHook(Class) === null)
    ? generated(root, dialect)
    : looped(root, dialect);
}

/** The nodes of a layout, each before its children. */
export function nodesOf(node: LayoutNode): LayoutNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

/** An origin for each node: those of related rows know the rows they came with. */
export function originsFor(root: LayoutNode, alias: string): Origin[] {
  const list: Origin[] = [];
  const add = (node: LayoutNode, parent: Origin | null): void => {
    const via = parent === null || node.relation === null ? null : { origin: parent, relation: node.relation.name };
    const own = origin(alias, false, via);
    list.push(own);
    for (const child of node.children) add(child, own);
  };
  add(root, null);
  return list;
}

/** Source text holds our own words and attribute names alone, which are checked to be plain identifiers when a model is defined. */
function generated(root: LayoutNode, dialect: Dialect): HydrateRow {
  const names: string[] = ['LOAD', 'setOrigin', 'setRelation', 'setRelations'];
  const values: unknown[] = [LOAD, setOrigin, setRelation, setRelations];
  const bind = (name: string, value: unknown): string => {
    names.push(name);
    values.push(value);
    return name;
  };
  let count = 0;
  const make = (node: LayoutNode): string => {
    const n = count++;
    const instance = `e${n}`;
    const { Class } = node;
    let body = `${instance}=new ${bind(`C${n}`, Class)}(LOAD,o[${n}]);`;
    if (forgetsOrigin(Class)) body += `setOrigin(${instance},o[${n}]);`;
    node.fields.forEach((field, i) => {
      const cell = `r[${node.first + i}]`;
      const read = reader(field, dialect);
      const value = read === null ? cell : `${bind(`f${n}_${i}`, read)}(${cell})`;
      body += `${instance}.${field.attr}=${read === null ? cell : `${cell}===null?null:${value}`};`;
    });
    for (const { name, at, field } of node.extras) {
      const read = bind(`x${n}_${at}`, nullableReader(field, dialect));
      body += `${instance}.${name}=${read}(r[${at}]);`;
    }
    const children = node.children.map((child) => [child.relation?.name, `e${count}`, make(child)] as const);
    for (const [, , text] of children) body += text;
    if (children.length > 0) {
      body += `setRelations(${instance},{${children.map(([name, child]) => `${name}:${child}`).join(',')}});`;
    }
    for (const [i, [, child]] of children.entries()) {
      const back = backName(node.children[i]);
      if (back !== null) body += `if(${child}!==null)setRelation(${child},"${back}",${instance});`;
    }
    if (node.relation === null) return `let ${body}`;
    return node.optional ? `let ${instance}=null;if(r[${keyIndex(node)}]!==null){${body}}` : `let ${body}`;
  };
  const body = `${make(root)}return e0;`;
  return generate<HydrateRow>(['r', 'o'], body, names, values);
}

function looped(root: LayoutNode, dialect: Dialect): HydrateRow {
  const order = nodesOf(root);
  const make = (node: LayoutNode): ((row: DriverRow, origins: readonly Origin[]) => object | null) => {
    const index = order.indexOf(node);
    const reads = node.fields.map((field): Read | null => reader(field, dialect));
    const attrs = node.fields.map((field) => field.attr);
    const { Class } = node;
    const hook = fromDbHook(Class);
    const mustTell = hook !== null || forgetsOrigin(Class);
    const extras = node.extras.map(({ name, at, field }) => [name, at, nullableReader(field, dialect)] as const);
    const children = node.children.map((child) => [child.relation?.name ?? '', make(child)] as const);
    const key = keyIndex(node);
    return (row, origins) => {
      if (node.optional && row[key] === null) return null;
      const cells = attrs.map((_, i) => readCell(row[node.first + i], reads[i] ?? null));
      const from = origins[index] ?? origin(null);
      const instance = hook === null ? fill(new Class(LOAD, from), attrs, cells) : hook(from.alias ?? '', attrs, cells);
      if (mustTell) setOrigin(instance, from);
      for (const [name, at, read] of extras) (instance as Row)[name] = read(row[at]);
      if (children.length > 0) {
        const made = children.map(([name, child]) => [name, child(row, origins)] as const);
        setRelations(instance, Object.fromEntries(made));
        for (const [i, [, child]] of made.entries()) {
          const back = backName(node.children[i]);
          if (back !== null && child !== null) setRelation(child, back, instance);
        }
      }
      return instance;
    };
  };
  return make(root) as HydrateRow;
}

/** The name by which a row on the reverse side of a one-to-one knows the row that it came with. */
function backName(node: LayoutNode | undefined): string | null {
  return node?.relation instanceof ReverseRelation ? node.relation.forward.name : null;
}

function fill(instance: object, attrs: readonly string[], cells: readonly unknown[]): object {
  const row = instance as Row;
  for (let i = 0; i < attrs.length; i++) row[attrs[i] ?? ''] = cells[i];
  return instance;
}

function readCell(cell: unknown, read: Read | null): unknown {
  return read === null || cell === null ? cell : read(cell as never);
}

/** A related row is missing when its key is NULL. */
function keyIndex({ meta, fields, first }: LayoutNode): number {
  const [key] = meta.key;
  return first + (key === undefined ? 0 : fields.indexOf(key));
}
