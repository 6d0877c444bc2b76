/** Scripts outside transactions: all of one is done or nothing, where its statements allow it. */
import { OperationalError, TransactionManagementError } from '@dorm/core/driver';
import type { Connection } from './connection.js';
import { isLocked } from './retry.js';

/** Words of statements that cannot run, or mean something else, inside a transaction. */
const NOT_IN_TRANSACTION = /\b(begin|commit|end|rollback|savepoint|release|vacuum|pragma|attach|detach)\b/i;

export function runScript(connection: Connection, sql: string): void {
  if (NOT_IN_TRANSACTION.test(sql)) runAsItIs(connection, sql);
  else runAsOne(connection, sql);
}

function runAsOne(connection: Connection, sql: string): void {
  connection.control('begin immediate');
  try {
    connection.execute(sql);
    connection.control('commit');
  } finally {
    if (connection.inTransaction) connection.control('rollback');
  }
}

function runAsItIs(connection: Connection, sql: string): void {
  // A lock shows here, where trying again does nothing twice.
  connection.control('begin immediate');
  connection.control('rollback');
  try {
    connection.execute(sql);
  } catch (error) {
    if (connection.inTransaction) connection.control('rollback');
    if (!isLocked(error)) throw error;
    throw new OperationalError('the database was locked in the middle of a script', {
      hint: 'its first statements may have been done: send them one by one, or without BEGIN, PRAGMA and VACUUM',
      cause: error,
    });
  }
  if (!connection.inTransaction) return;
  connection.control('rollback');
  throw new TransactionManagementError('the script began a transaction and did not end it', {
    hint: 'what it did in that transaction was undone: add COMMIT, or use atomic()',
  });
}
