/** Nodes that several tests use. */
import { column, compile, dataType, type QueryNode, standardDialect } from '@dorm/query';

export const integer = dataType('integer');
export const id = column('id', { table: 'post', type: integer });
export const title = column('title', { table: 'post', type: dataType('text') });

/** The SQL of a node in standard SQL. */
export const text = (node: QueryNode): string => compile(node, standardDialect).sql;
