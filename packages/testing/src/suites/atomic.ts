/** atomic(): commit, rollback, savepoints, poisoned blocks, and options. */
import {
  atomic,
  closeAll,
  getConnection,
  IntegrityError,
  NotSupportedError,
  sql,
  TransactionManagementError,
} from '@dorm/core';
import { expect } from 'vitest';
import { Country } from '../models/index.js';
import { counted, failure, hostile } from './expectations.js';
import type { Workbench } from './workbench.js';

const make = (code: string): Promise<Country> => Country.objects.create({ code, name: code });
const codes = async (): Promise<string[]> => [
  ...(await Country.objects.orderBy('code').valuesList('code', { flat: true })),
];

class Cancel extends Error {}
const cancel = (): never => {
  throw new Cancel('cancelled');
};

export function atomicSuite(bench: Workbench): void {
  const { it } = bench;

  it('I-123: a block commits together, and gives what the callback returns', async () => {
    const result = await atomic(async () => {
      await make('aa');
      await make('bb');
      return codes();
    });
    expect(result).toEqual(['aa', 'bb']);
    expect(await codes()).toEqual(['aa', 'bb']);
  });

  it('I-123: an error takes everything back and comes out as it was', async () => {
    const error = new Cancel('mine');
    const failed = atomic(async () => {
      await make('aa');
      throw error;
    });
    await expect(failed).rejects.toBe(error);
    expect(await codes()).toEqual([]);
  });

  it('I-123: the callback may return a QuerySet, which runs inside', async () => {
    await make('aa');
    const rows = await atomic(() => Country.objects.all());
    expect(rows.map((row) => row.code)).toEqual(['aa']);
    expect(await atomic(() => 7)).toBe(7);
  });

  it('I-123: an inner failure that is caught leaves the outer usable', async () => {
    await atomic(async () => {
      await make('aa');
      await expect(
        atomic(async () => {
          await make('bb');
          cancel();
        }),
      ).rejects.toThrow(Cancel);
      await failure(() => atomic(() => make('aa')), IntegrityError);
      await make('cc');
    });
    expect(await codes()).toEqual(['aa', 'cc']);
  });

  it('I-123: an outer failure takes inner successes back', async () => {
    await expect(
      atomic(async () => {
        await atomic(() => make('aa'));
        cancel();
      }),
    ).rejects.toThrow(Cancel);
    expect(await codes()).toEqual([]);
  });

  it('I-123: blocks nest many levels deep', async () => {
    const nest = (depth: number): Promise<unknown> =>
      atomic(async () => {
        await make(`${String.fromCharCode(97 + (depth % 26))}${Math.floor(depth / 26)}`);
        if (depth > 0) await nest(depth - 1);
      });
    await nest(60);
    expect(await codes()).toHaveLength(61);
  });

  it('I-123: after a failed statement the block refuses to go on and to commit', async () => {
    await make('aa');
    const failed = await failure(
      () =>
        atomic(async () => {
          await make('bb');
          await failure(() => make('aa'), IntegrityError);
          await failure(() => codes(), TransactionManagementError);
        }),
      TransactionManagementError,
    );
    expect(failed.hint).not.toBeNull();
    expect(await codes()).toEqual(['aa']);
  });

  it('I-123: a failed statement in an inner block poisons only that block', async () => {
    await make('aa');
    await atomic(async () => {
      await failure(() =>
        atomic(async () => {
          await make('bb');
          await make('aa');
        }),
      );
      await make('cc');
    });
    expect(await codes()).toEqual(['aa', 'cc']);
  });

  it('I-123: input that is refused before a statement poisons nothing', async () => {
    await atomic(async () => {
      await failure(() => Country.objects.create(hostile<never>({ code: 'aa' })));
      await failure(() => Country.objects.get({ code: 'zz' }), Country.DoesNotExist);
      await make('bb');
    });
    expect(await codes()).toEqual(['bb']);
  });

  it('I-123: a query after the end of its block errors, and does not run outside', async () => {
    let late: Promise<unknown> | undefined;
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    await atomic(async () => {
      late = gate.then(() => make('zz')).catch((error: unknown) => error);
      await make('aa');
    });
    release();
    const error = await late;
    expect(error).toBeInstanceOf(TransactionManagementError);
    expect((error as TransactionManagementError).hint).not.toBeNull();
    expect(await codes()).toEqual(['aa']);
  });

  it('I-123: durable refuses to be nested', async () => {
    await atomic({ durable: true }, () => make('aa'));
    await atomic(async () => {
      await failure(() => atomic({ durable: true }, () => make('bb')), TransactionManagementError);
    });
    expect(await codes()).toEqual(['aa']);
  });

  it('I-123: readOnly reads, and refuses to write', async () => {
    await make('aa');
    expect(await atomic({ readOnly: true }, codes)).toEqual(['aa']);
    await failure(() => atomic({ readOnly: true }, () => make('bb')));
    expect(await codes()).toEqual(['aa']);
  });

  it('I-123: a level that the database lacks is an error that names it', async () => {
    const { isolationLevels } = bench.driver.capabilities;
    for (const isolation of ['read committed', 'repeatable read', 'serializable'] as const) {
      const work = () => atomic({ isolation }, codes);
      if (isolationLevels.includes(isolation)) expect(await work()).toEqual([]);
      else expect((await failure(work, NotSupportedError)).message).toContain(isolation);
    }
    await failure(() => atomic(hostile({ isolation: 'read uncommitted; drop table x' }), codes));
  });

  it('I-123: unknown options and callbacks that are none are refused', async () => {
    await failure(() => atomic(hostile({ isolaton: 'serializable' }), codes));
    await failure(async () => atomic(hostile({ durable: true }), hostile('codes')), Error);
    await failure(() => atomic({ using: 'absent' }, codes));
  });

  it('I-123: raw statements and getConnection() join the block', async () => {
    await expect(
      atomic(async () => {
        await getConnection().executeWrite(sql`INSERT INTO library_country (code, name) VALUES (${'rr'}, ${'raw'})`);
        expect(await codes()).toEqual(['rr']);
        cancel();
      }),
    ).rejects.toThrow(Cancel);
    expect(await codes()).toEqual([]);
  });

  it('I-123: BEGIN, COMMIT and savepoints are not counted as queries', async () => {
    await counted(2, () =>
      atomic(async () => {
        await make('aa');
        await atomic(() => make('bb'));
      }),
    );
  });

  it('I-123: without a callback it is a wrapper, which is also a decorator', async () => {
    const wrapped = (atomic as unknown as () => <F>(fn: F) => F)()(async (code: string) => {
      await make(code);
      cancel();
    });
    await expect(wrapped('aa')).rejects.toThrow(Cancel);
    expect(await codes()).toEqual([]);
  });

  it('I-124: closing inside a block ends it: nothing is kept', async () => {
    await bench.elsewhere({}, async () => {
      await failure(() =>
        atomic(async () => {
          await make('aa');
          await closeAll();
          await make('bb');
        }),
      );
    });
  });

  it('I-124: what follows closeAll() or configure() in a block is not stored by itself', async () => {
    await bench.elsewhere({}, async () => {
      await failure(() =>
        atomic(async () => {
          await make('aa');
          await closeAll();
          await make('bb');
        }),
      );
      // A database in memory is gone with its connection; a file shows what was stored.
      if (await getConnection().tableExists('library_country')) expect(await codes()).toEqual([]);
    });
  });
}
