/** The command of SQL that was written by hand and is streamed: nothing is decoded, integers come exactly. */
import type { Command } from './driver.js';

export function streamedCommand(sql: string): Command<null> {
  return {
    sql,
    name: '',
    writes: false,
    returns: 'rows',
    single: false,
    bigints: true,
    decode: () => null,
    prepared: null,
  };
}
