/** Graphs of related rows, generated, stored and held in memory: what queries over several rows at a time are compared with. */
import { getConnection, sql } from '@dorm/core';
import fc from 'fast-check';
import { Artist, Band, Bio, Company, Gig, Membership, Song, STUDIO_TABLES, Tag } from '../models/index.js';
import { join } from './studio-rows.js';

export type ModelName = 'Company' | 'Artist' | 'Bio' | 'Tag' | 'Song' | 'Band' | 'Membership' | 'Gig';
export type Plain = number | string | null;

/** A row as the oracle sees it. */
export interface Node {
  readonly pk: number | string;
  readonly values: Readonly<Record<string, Plain>>;
  /** The rows on the other side of each relation, joining rows counted as often as they are there. */
  readonly related: Record<string, Node[]>;
}

export type Graph = Readonly<Record<ModelName, readonly Node[]>>;

/** What each model can be asked: its own columns, and where its relations lead. */
export const SCHEMA: Readonly<
  Record<ModelName, { readonly columns: readonly string[]; readonly relations: Readonly<Record<string, ModelName>> }>
> = {
  Company: { columns: ['rank'], relations: { artists: 'Artist' } },
  Artist: {
    columns: ['name', 'age'],
    relations: {
      company: 'Company',
      mentor: 'Artist',
      students: 'Artist',
      influences: 'Artist',
      followers: 'Artist',
      bio: 'Bio',
      songs: 'Song',
      bands: 'Band',
      memberships: 'Membership',
    },
  },
  Bio: { columns: ['text', 'stars'], relations: { artist: 'Artist' } },
  Tag: { columns: ['label', 'weight'], relations: { songs: 'Song' } },
  Song: { columns: ['title', 'year'], relations: { artist: 'Artist', tags: 'Tag' } },
  Band: { columns: ['formed'], relations: { members: 'Artist', gigs: 'Gig', memberships: 'Membership' } },
  Membership: { columns: ['role', 'since'], relations: { artist: 'Artist', band: 'Band' } },
  Gig: { columns: ['city', 'fee'], relations: { band: 'Band' } },
};

export const TEXTS: ReadonlySet<string> = new Set(['name', 'text', 'label', 'title', 'role', 'city']);
const TO_ONE = ['company', 'mentor', 'bio', 'artist', 'band'];

/** Whether several rows may stand on the other side. */
export function isMany(relation: string): boolean {
  return !TO_ONE.includes(relation);
}

const small = fc.nat(3);
const maybe = fc.option(small, { freq: 3 });
const letter = fc.constantFrom('a', 'b', 'c');
const maybeLetter = fc.option(letter, { freq: 3 });
const index = fc.nat(4);
const maybeIndex = fc.option(index, { freq: 3 });
const list = <T>(of: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.array(of, { maxLength }) },
    { weight: 5, arbitrary: fc.array(of, { minLength: maxLength - 2, maxLength }) },
  );
const at = <T>(rows: readonly T[], n: number | null): T | undefined =>
  n === null ? undefined : rows[n % (rows.length || 1)];
const pairs = (maxLength: number): fc.Arbitrary<[number, number][]> => list(fc.tuple(index, index), maxLength);

/** Rows of every model, some empty, most not; indexes count round what is there. */
export const graphs = fc.record({
  companies: list(fc.record({ rank: maybe }), 2),
  artists: fc.array(fc.record({ name: letter, age: maybe, company: fc.option(fc.nat(2)), mentor: maybeIndex }), {
    minLength: 3,
    maxLength: 5,
  }),
  bios: list(fc.record({ text: maybeLetter, stars: maybe, artist: index }), 3),
  songs: list(fc.record({ title: maybeLetter, year: maybe, artist: maybeIndex }), 6),
  tags: list(fc.record({ label: maybeLetter, weight: maybe }), 3),
  bands: list(fc.record({ formed: maybe }), 3),
  memberships: list(fc.record({ artist: index, band: fc.nat(2), role: maybeLetter, since: maybe }), 5),
  gigs: list(fc.record({ band: fc.nat(2), city: letter, fee: maybe }), 4),
  songTags: pairs(8),
  influences: pairs(6),
});
type Seeds = typeof graphs extends fc.Arbitrary<infer T> ? T : never;

/** What the managers of different models have in common. */
interface Creating {
  bulkCreate(rows: readonly object[]): Promise<unknown>;
}

const KEYS = { mentor: 1, company: 1, artist: 1, band: 1, tag: 1, song: 1 };

/** Stores a graph in place of what was there, and holds it in memory. */
export async function storeGraph(seeds: Seeds): Promise<Graph> {
  for (const table of STUDIO_TABLES) await getConnection().executeWrite(sql`DELETE FROM ${sql.id(table)}`);
  const graph = inMemory(seeds);
  for (const [model, manager] of Object.entries({ Company, Artist, Bio, Tag, Song, Band, Membership, Gig })) {
    const rows = graph[model as ModelName].map(({ pk, values, related }) => {
      const keys = Object.entries(related).filter(([name, [row]]) => name in KEYS && row !== undefined);
      const own = model === 'Company' ? { code: pk } : { id: pk };
      const key = (name: string, row: Node): Plain => (model === 'Gig' && name === 'band' ? `s${row.pk}` : row.pk);
      return {
        ...own,
        ...values,
        ...(model === 'Band' ? { slug: `s${pk}` } : {}),
        ...Object.fromEntries(keys.map(([name, [row]]) => [`${name}Id`, key(name, row as Node)])),
      };
    });
    // A mentor may come after his student: that key is set when every row is there.
    const early = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'mentorId')));
    await (manager.objects as unknown as Creating).bulkCreate(early);
  }
  for (const { pk, related } of graph.Artist) {
    const [mentor] = related['mentor'] ?? [];
    if (mentor !== undefined) await Artist.objects.filter({ pk: Number(pk) }).update({ mentorId: Number(mentor.pk) });
  }
  const tagged = graph.Song.flatMap((song) =>
    (song.related['tags'] ?? []).map((tag) => ({ songId: song.pk, tagId: tag.pk })),
  );
  const heard = graph.Artist.flatMap((artist) =>
    (artist.related['influences'] ?? []).map((other) => ({ fromArtistId: artist.pk, toArtistId: other.pk })),
  );
  await join('studio.Song_tags', tagged);
  await join('studio.Artist_influences', heard);
  return graph;
}

function inMemory(seeds: Seeds): Graph {
  const nodes = (
    seedRows: readonly object[],
    columns: readonly string[],
    key = (n: number): number | string => n + 1,
  ): Node[] =>
    seedRows.map((seed, n) => ({
      pk: key(n),
      values: Object.fromEntries(columns.map((name) => [name, (seed as Record<string, Plain>)[name] ?? null])),
      related: {},
    }));
  const columnsOf = (model: ModelName): readonly string[] => SCHEMA[model].columns;
  const companies = nodes(seeds.companies, columnsOf('Company'), (n) => `c${n}`);
  const artists = nodes(seeds.artists, columnsOf('Artist'));
  const songs = nodes(seeds.songs, columnsOf('Song'));
  const tags = nodes(seeds.tags, columnsOf('Tag'));
  const bands = nodes(seeds.bands, columnsOf('Band'));
  const graph: Record<ModelName, Node[]> = {
    Company: companies,
    Artist: artists,
    Bio: [],
    Tag: tags,
    Song: songs,
    Band: bands,
    Membership: [],
    Gig: [],
  };
  for (const [model, rows] of Object.entries(graph)) {
    for (const row of rows)
      for (const name of Object.keys(SCHEMA[model as ModelName].relations)) row.related[name] = [];
  }
  const link = (from: Node, name: string, to: Node | undefined, back: string): void => {
    if (to === undefined) return;
    from.related[name] = [...(from.related[name] ?? []), to];
    to.related[back] = [...(to.related[back] ?? []), from];
  };
  const unique = (from: Node | undefined, name: string, to: Node | undefined, back: string): void => {
    if (from !== undefined && to !== undefined && !from.related[name]?.includes(to)) link(from, name, to, back);
  };
  seeds.artists.forEach(({ company, mentor }, n) => {
    const artist = artists[n] as Node;
    link(artist, 'company', at(companies, company), 'artists');
    link(artist, 'mentor', at(artists, mentor), 'students');
  });
  for (const [n, { artist }] of seeds.songs.entries()) link(songs[n] as Node, 'artist', at(artists, artist), 'songs');
  for (const [a, b] of seeds.songTags) unique(at(songs, a), 'tags', at(tags, b), 'songs');
  for (const [a, b] of seeds.influences) unique(at(artists, a), 'influences', at(artists, b), 'followers');
  const bound = (
    model: 'Bio' | 'Membership' | 'Gig',
    seed: object,
    ends: [string, Node | undefined, string][],
  ): void => {
    if (ends.some(([, end, back]) => end === undefined || (back === 'bio' && (end.related['bio'] ?? []).length > 0)))
      return;
    const [row] = nodes([seed], columnsOf(model), () => graph[model].length + 1);
    if (row === undefined) return;
    graph[model].push(row);
    for (const [name, end, back] of ends) link(row, name, end, back);
  };
  for (const bio of seeds.bios) bound('Bio', bio, [['artist', at(artists, bio.artist), 'bio']]);
  for (const one of seeds.memberships) {
    const [artist, band] = [at(artists, one.artist), at(bands, one.band)];
    bound('Membership', one, [
      ['artist', artist, 'memberships'],
      ['band', band, 'memberships'],
    ]);
    if (artist !== undefined && band !== undefined) link(artist, 'bands', band, 'members');
  }
  for (const gig of seeds.gigs) bound('Gig', gig, [['band', at(bands, gig.band), 'gigs']]);
  return graph;
}
