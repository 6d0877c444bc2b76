/** Definitions on SQLite: Django's column types, keys that count by themselves, and the checks that types imply. */
import {
  type ColumnDefinitionNode,
  column,
  compare,
  type DataType,
  type DataTypeName,
  type Expression,
  literal,
  type RulesFor,
  raw,
  standardRules,
  writeColumnConstraints,
} from '@dorm/query';
import { isWide } from './decimal.js';

const TYPES: { readonly [N in DataTypeName]: string } = {
  bigAuto: 'integer',
  auto: 'integer',
  smallAuto: 'integer',
  bigInteger: 'bigint',
  integer: 'integer',
  smallInteger: 'smallint',
  positiveBigInteger: 'bigint unsigned',
  positiveInteger: 'integer unsigned',
  positiveSmallInteger: 'smallint unsigned',
  float: 'real',
  decimal: 'decimal',
  char: 'varchar',
  text: 'text',
  uuid: 'char(32)',
  ip: 'char(39)',
  boolean: 'bool',
  dateTime: 'datetime',
  date: 'date',
  time: 'time',
  duration: 'bigint',
  json: 'text',
  binary: 'BLOB',
};

/** Django's name for a column type; a decimal that only text can hold is text. */
export function sqliteColumnType(type: DataType): string {
  if (isWide(type)) return 'text';
  return type.name === 'char' && type.length !== null ? `varchar(${type.length})` : TYPES[type.name];
}

/** What a cast makes of a type: the class that its values are stored in. */
export function storageClass(type: DataType): string {
  if (isWide(type)) return 'text';
  switch (type.name) {
    case 'float':
      return 'real';
    case 'decimal':
      return 'numeric';
    case 'binary':
      return 'blob';
    case 'char':
    case 'text':
    case 'uuid':
    case 'ip':
    case 'dateTime':
    case 'date':
    case 'time':
    case 'json':
      return 'text';
    default:
      return 'integer';
  }
}

/** True for the types of whole numbers, whose values go into SQL as they are. */
export function isInteger(type: DataType): boolean {
  return storageClass(type) === 'integer' && type.name !== 'boolean' && type.name !== 'duration';
}

export const definitionRules: RulesFor<'columnDefinition'> = {
  columnDefinition(node, to) {
    if (!node.autoIncrement) return standardRules.columnDefinition(withImpliedCheck(node), to);
    to.name(node.name).text(' integer NOT NULL PRIMARY KEY AUTOINCREMENT');
    writeColumnConstraints({ ...node, primaryKey: false, unique: false }, to);
  },
};

function withImpliedCheck(node: ColumnDefinitionNode): ColumnDefinitionNode {
  const implied = impliedCheck(node);
  return implied === null ? node : { ...node, checks: [implied, ...node.checks] };
}

function impliedCheck({ name, type }: ColumnDefinitionNode): Expression | null {
  const itself = column(name);
  if (type.name.startsWith('positive')) return compare('>=', itself, literal(0));
  return type.name === 'json' ? raw(['(JSON_VALID(', ') OR ', ' IS NULL)'], [itself, itself]) : null;
}
