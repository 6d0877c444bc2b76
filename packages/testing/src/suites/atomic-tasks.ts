/** atomic() and concurrent tasks: order inside, isolation between, and callbacks after the commit. */
import { atomic, getConnection, IntegrityError, onCommit, onRollback, TransactionManagementError } from '@dorm/core';
import { expect } from 'vitest';
import { Author, Country, Publisher } from '../models/index.js';
import { failure, hostile } from './expectations.js';
import type { Workbench } from './workbench.js';

const make = (code: string): Promise<Country> => Country.objects.create({ code, name: code });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function atomicTasksSuite({ it, elsewhere }: Workbench): void {
  it('I-123: Promise.all inside a block runs in the order in which it was written', async () => {
    await atomic(async () => {
      await Promise.all(Array.from({ length: 30 }, (_, n) => Publisher.objects.create({ name: `p${n}`, founded: n })));
    });
    const founded = await Publisher.objects.orderBy('pk').valuesList('founded', { flat: true });
    expect(founded).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });

  it('I-123: of several failures in Promise.all the first real one comes out, and nothing is kept', async () => {
    await make('aa');
    const error = await failure(
      () => atomic(() => Promise.all([make('bb'), make('aa'), make('cc'), make('dd')])),
      IntegrityError,
    );
    expect(error.kind).toBe('unique');
    expect(await Country.objects.count()).toBe(1);
  });

  it('I-123: 50 concurrent tasks never share a transaction', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, task) =>
        atomic(async () => {
          const name = `task${task}`;
          for (let n = 0; n < 3; n++) {
            await Publisher.objects.create({ name, founded: n });
            await pause(task % 3);
            const mine = await Publisher.objects.filter({ name }).count();
            if (mine !== n + 1) throw new Error(`task ${task} saw ${mine} rows`);
          }
          if (task % 5 === 0) throw new RangeError('on purpose');
        }),
      ),
    );
    const wrong = outcomes.filter((one) => one.status === 'rejected' && !(one.reason instanceof RangeError));
    expect(wrong).toEqual([]);
    const names = await Publisher.objects.orderBy('name').valuesList('name', { flat: true }).distinct();
    expect(names).toHaveLength(40);
    expect(await Publisher.objects.count()).toBe(120);
  }, 60_000);

  it('I-123: a task outside never sees or joins an open transaction', async () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const writer = atomic(async () => {
      await make('in');
      open();
      await pause(30);
      throw new RangeError('taken back');
    }).catch((error: unknown) => error);
    await opened;
    const [seen] = await Promise.all([Country.objects.filter({ code: 'in' }).count(), make('ou')]);
    expect(seen).toBe(0);
    expect(await writer).toBeInstanceOf(RangeError);
    expect(await Country.objects.valuesList('code', { flat: true })).toEqual(['ou']);
  });

  it('I-123: tasks that run side by side inside one block keep their savepoints apart', async () => {
    await atomic(async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, (_, n) =>
          atomic(async () => {
            await make(`s${n}`);
            await pause(n % 3);
            if (n % 2 === 1) throw new RangeError('odd');
          }),
        ),
      );
      expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(5);
    });
    expect(await Country.objects.orderBy('code').valuesList('code', { flat: true })).toEqual([
      's0',
      's2',
      's4',
      's6',
      's8',
    ]);
  });

  it('I-123: a callback that does not wait for its children: none runs outside the block', async () => {
    const strays: Promise<unknown>[] = [];
    await atomic(async () => {
      await make('aa');
      for (let n = 0; n < 5; n++) strays.push(make(`x${n}`).catch((error: unknown) => error));
    });
    const results = await Promise.all(strays);
    const kept = results.filter((one) => one instanceof Country).length;
    // Sent before the end, they are part of it; after it, they fail. Never half.
    expect(await Country.objects.count()).toBe(1 + kept);
  });

  it('I-123: read-modify-write in blocks loses no update', async () => {
    const author = await Author.objects.create({ name: 'n', email: 'n@x.org', age: 0 });
    await Promise.all(
      Array.from({ length: 20 }, () =>
        atomic(async () => {
          await Author.objects.filter({ pk: author.pk }).update({ name: 'lock' });
          const mine = await Author.objects.get({ pk: author.pk });
          await pause(1);
          mine.age = (mine.age ?? 0) + 1;
          await mine.save();
        }),
      ),
    );
    expect((await Author.objects.get()).age).toBe(20);
  }, 60_000);

  it('I-123: onCommit() runs after the outermost commit, in order', async () => {
    const log: string[] = [];
    await atomic(async () => {
      onCommit(() => log.push('first'));
      await atomic(async () => {
        await make('aa');
        onCommit(() => log.push('second'));
      });
      log.push('inside');
    });
    expect(log).toEqual(['inside', 'first', 'second']);
  });

  it('I-123: onCommit() of a block that is taken back does not run', async () => {
    const log: string[] = [];
    await atomic(async () => {
      await atomic(async () => {
        onCommit(() => log.push('inner'));
        throw new RangeError('inner');
      }).catch(() => undefined);
      onCommit(() => log.push('outer'));
    });
    expect(log).toEqual(['outer']);
    await atomic(async () => {
      onCommit(() => log.push('never'));
      throw new RangeError('outer');
    }).catch(() => undefined);
    expect(log).toEqual(['outer']);
  });

  it('I-123: onCommit() outside a block runs at once, and inside sees committed rows', async () => {
    const log: unknown[] = [];
    await onCommit(() => log.push('now'));
    expect(log).toEqual(['now']);
    await atomic(async () => {
      await make('aa');
      onCommit(async () => log.push(await Country.objects.count()));
    });
    await pause(5);
    expect(log).toEqual(['now', 1]);
  });

  it('I-123: a handle on a connection joins the block around each call, and not the one where it was made', async () => {
    const connection = getConnection();
    await atomic(async () => {
      await connection.executeWrite("INSERT INTO library_country (code, name) VALUES ('hh', 'h')");
      throw new RangeError('back');
    }).catch(() => undefined);
    expect(await Country.objects.count()).toBe(0);
    const inside = await atomic(async () => getConnection());
    expect(await inside.execute('SELECT count(*) AS n FROM library_country')).toEqual([{ n: 0 }]);
  });

  it('I-123: blocks and statements of one Promise.all keep the order in which they were written', async () => {
    const log: string[] = [];
    const note = (name: string) => (): void => void log.push(name);
    await atomic(() =>
      Promise.all([
        atomic(async () => void (await make('aa'))).then(note('block 1')),
        Country.objects.count().then(note('statement 2')),
        atomic(async () => void (await make('bb'))).then(note('block 3')),
        Country.objects.count().then(note('statement 4')),
      ]),
    );
    expect(log).toEqual(['block 1', 'statement 2', 'block 3', 'statement 4']);
  });

  it('I-123: onCommit() of a task that outlived its block is refused, and not forgotten', async () => {
    let late: Promise<unknown> = Promise.resolve();
    await atomic(async () => {
      await make('aa');
      late = pause(5).then(() => onCommit(() => undefined));
    });
    await failure(() => late, TransactionManagementError);
  });

  it('I-123: a callback that is none is refused when it is handed over, before anything is stored', async () => {
    await failure(() =>
      atomic(async () => {
        await make('aa');
        await onCommit(hostile('publish'));
      }),
    );
    expect(await Country.objects.count()).toBe(0);
  });

  it('I-123: an error in onRollback() does not hide why the block was rolled back', async () => {
    const error = await atomic(async () => {
      onRollback(() => {
        throw new Error('of the hook');
      });
      throw new RangeError('the reason');
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RangeError);
  });

  it('I-123: a query in onRollback() of an inner block does not wait for itself', async () => {
    await elsewhere({}, async () => {
      let seen: number | null = null;
      const work = atomic(async () => {
        await atomic(async () => {
          onRollback(async () => {
            seen = await Country.objects.count();
          });
          throw new RangeError('inner');
        }).catch(() => undefined);
        await make('aa');
      });
      await Promise.race([work, pause(500)]);
      work.catch(() => undefined);
      expect(seen).not.toBeNull();
    });
  });
}
