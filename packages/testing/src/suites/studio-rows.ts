/** A few rows of the studio that the suites of relations read. */
import { getModel } from '@dorm/core';
import { Artist, Band, Bio, Company, Gig, Membership, Song, Tag } from '../models/index.js';

export interface Studio {
  readonly ada: Artist;
  readonly bob: Artist;
  readonly cem: Artist;
  readonly loud: Tag;
  readonly slow: Tag;
  readonly duo: Band;
}

/**
 * Ada (three songs, a bio), Bob (Ada's student, one song), Cem (nothing at all). `x` is loud and slow, `y` is slow. Ada and Bob are the duo,
 * Ada plays bass and Bob drums; it played twice. Bob follows Ada.
 */
export async function fillStudio(): Promise<Studio> {
  const company = await Company.objects.create({ code: 'emi', rank: 1 });
  const ada = await Artist.objects.create({ name: 'Ada', age: 30, company });
  const bob = await Artist.objects.create({ name: 'Bob', age: 20, mentor: ada, company });
  const cem = await Artist.objects.create({ name: 'Cem' });
  await Bio.objects.create({ artist: ada, text: 'born', stars: 5 });
  const [loud, slow] = [
    await Tag.objects.create({ label: 'loud', weight: 1 }),
    await Tag.objects.create({ label: 'slow', weight: 2 }),
  ];
  const song = (title: string | null, year: number, artist: Artist): Promise<Song> =>
    Song.objects.create({ title, year, artist });
  const x = await song('x', 1, ada);
  const y = await song('y', 2, ada);
  await song(null, 3, ada);
  await song('x', 2, bob);
  await Song.objects.create({ title: 'nobody' });
  await join('studio.Song_tags', [
    { song: x, tag: loud },
    { song: x, tag: slow },
    { song: y, tag: slow },
  ]);
  await join('studio.Artist_influences', [{ fromArtist: bob, toArtist: ada }]);
  const duo = await Band.objects.create({ slug: 'duo', formed: 1990 });
  await Band.objects.create({ slug: 'empty' });
  await Membership.objects.create({ artist: ada, band: duo, role: 'bass', since: 1990 });
  await Membership.objects.create({ artist: bob, band: duo, role: 'drums' });
  await Gig.objects.bulkCreate([
    { bandId: 'duo', city: 'Rome', fee: 10 },
    { bandId: 'duo', city: 'Oslo' },
  ]);
  return { ada, bob, cem, loud, slow, duo };
}

/** Rows of a joining model that dorm made. */
export function join(label: string, rows: readonly object[]): Promise<unknown> {
  return getModel(label).objects.getQuerySet().bulkCreate(rows);
}

/** The names, titles or labels of some rows, in their order. */
export async function namesOf(rows: PromiseLike<readonly object[]>): Promise<unknown[]> {
  return (await rows).map((row) =>
    ['name', 'title', 'label', 'slug', 'city'].map((key) => Reflect.get(row, key)).find((v) => v !== undefined),
  );
}
