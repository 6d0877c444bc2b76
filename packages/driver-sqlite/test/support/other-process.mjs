/** hold: keeps the write lock for some ms. read: keeps a reader open for some ms. count: adds 1 to a counter, n times. */
import Database from 'better-sqlite3';

const [task, file, amount] = process.argv.slice(2);
const db = new Database(file, { timeout: 10_000 });
const pause = new Int32Array(new SharedArrayBuffer(4));

if (task === 'count') {
  console.log('ready');
  const read = db.prepare('select n from counter');
  const write = db.prepare('update counter set n = ?');
  const once = db.transaction(() => void write.run(read.pluck().get() + 1)).immediate;
  for (let i = 0; i < Number(amount); i++) once();
} else {
  db.exec(task === 'hold' ? 'begin immediate' : 'begin; select * from sqlite_schema');
  if (task === 'read') db.prepare('select count(*) from sqlite_schema').get();
  console.log('ready');
  Atomics.wait(pause, 0, 0, Number(amount));
  db.exec('rollback');
}
db.close();
