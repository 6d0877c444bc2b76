/** RawSQL: expressions by hand, with their values bound; prefetchRelatedObjects: relations of instances that are there already. */
import { F, FieldError, f, Prefetch, prefetchRelatedObjects, QuerySetError, RawSQL, sql } from '@dorm/core';
import { expect } from 'vitest';
import { Artist, Song } from '../models/index.js';
import { counted, hostile, refusal, statements } from './expectations.js';
import { fillStudio } from './studio-rows.js';
import type { Workbench } from './workbench.js';

export function rawExpressionsSuite({ it }: Workbench): void {
  it('I-083: RawSQL stands where an expression does, and its values are bound', async () => {
    await fillStudio();
    const letters = (more: number) => RawSQL(sql`length(${sql.id('name')}) + ${more}`, f.integer());
    const rows = await Artist.objects
      .annotate({ size: letters(10) })
      .filter({ size__gte: 13 })
      .orderBy('-size', 'name')
      .valuesList('name', 'size');
    expect(rows).toEqual([
      ['Ada', 13],
      ['Bob', 13],
      ['Cem', 13],
    ]);
    const [one] = await statements(() => Artist.objects.annotate({ size: letters(1) }).toArray());
    const [two] = await statements(() => Artist.objects.annotate({ size: letters(2) }).toArray());
    expect(one).toBe(two);
    expect(one).not.toContain('+ 1');
  });

  it('I-083: RawSQL in filter() and orderBy(), and what it refuses', async () => {
    await fillStudio();
    const upper = RawSQL(sql`upper(${'ada'})`, f.text());
    expect(await Artist.objects.filter({ name__iExact: upper }).count()).toBe(1);
    expect(await Artist.objects.orderBy(RawSQL(sql`${sql.id('name')}`, f.text()).desc()).first()).toMatchObject({
      name: 'Cem',
    });
    for (const bad of [
      ['length(name)', f.integer()],
      [sql`1`],
      [sql`1`, 'integer'],
      [sql`${new Uint8Array(1)}`, f.integer()],
    ])
      await refusal(() => hostile<(...args: unknown[]) => unknown>(RawSQL)(...bad), FieldError);
  });

  it('I-055: prefetchRelatedObjects loads for instances that are in memory, one query a level', async () => {
    await fillStudio();
    const artists = await Artist.objects.orderBy('name');
    const recent = Song.objects.filter({ id: F('id') });
    await counted(2, async () => {
      const same = await prefetchRelatedObjects(artists, 'songs', Prefetch('bands', { toAttr: 'groups' }));
      expect(same[0]).toBe(artists[0]);
      expect(same[0]?.groups).toHaveLength(1);
    });
    await counted(0, async () => expect(await artists[0]?.songs).toHaveLength(3));
    await counted(0, async () => expect(await prefetchRelatedObjects([] as Artist[], 'songs')).toEqual([]));
    await refusal(() => prefetchRelatedObjects(artists, hostile('sings')), FieldError);
    await refusal(() => prefetchRelatedObjects(hostile<Artist[]>(recent), 'songs'), QuerySetError);
    await refusal(() => prefetchRelatedObjects(hostile<Artist[]>([{ id: 1 }]), 'songs'), QuerySetError);
    const mixed = hostile<Artist[]>([artists[0], ...(await Song.objects.all())]);
    await refusal(() => prefetchRelatedObjects(mixed, 'songs'), QuerySetError);
  });
}
