/** What the demo prints: the rows against better-sqlite3, the number of queries, and the data left alone. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { captureQueries } from '@dorm/core';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeChinook, databaseFile, openChinook } from '../src/database.js';
import { runtimeMistake } from '../src/mistakes.js';
import { type Rows, scenes } from '../src/scenes.js';
import { codeOf } from '../src/source.js';

const published = 'bd161873d262799877a813d24f269a9e5c5fab07e1bb131620871570455fc678';
const raw = new Database(databaseFile, { readonly: true });

beforeAll(openChinook);
afterAll(async () => {
  raw.close();
  await closeChinook();
  expect(createHash('sha256').update(readFileSync(databaseFile)).digest('hex')).toBe(published);
});

const tracksOfTheAlbum = `
  SELECT t.Name AS track, t.Milliseconds AS ms, ar.Name AS artist, g.Name AS genre FROM Track t
  JOIN Album al USING (AlbumId) JOIN Artist ar USING (ArtistId) JOIN Genre g USING (GenreId)
  WHERE al.Title = 'The Number of The Beast' ORDER BY t.TrackId`;

describe('the scenes of the demo', () => {
  it('search: non-ASCII letters match whatever their case', async () => {
    const rows = await play('search', 1);
    expect(rows).toEqual([{ id: 6, artist: 'Antônio Carlos Jobim' }]);
    expect(raw.prepare("SELECT count(*) FROM Artist WHERE lower(Name) LIKE lower('%ANTÔNIO%')").pluck().get()).toBe(0);
  });

  it('managers: everybody in one query, null for the one at the top', async () => {
    const rows = await play('managers', 1);
    expect(rows).toEqual(
      raw
        .prepare(
          `SELECT e.FirstName || ' ' || e.LastName AS employee, e.Title AS title, substr(e.HireDate, 1, 10) AS hired,
                  m.FirstName || ' ' || m.LastName AS manager
           FROM Employee e LEFT JOIN Employee m ON m.EmployeeId = e.ReportsTo ORDER BY e.LastName, e.FirstName`,
        )
        .all(),
    );
    expect(rows.filter((row) => row.manager === null)).toHaveLength(1);
  });

  it('peers and joined: the same rows in four queries and in one', async () => {
    const expected = raw.prepare(tracksOfTheAlbum).all() as {
      track: string;
      ms: number;
      artist: string;
      genre: string;
    }[];
    expect(expected).toHaveLength(8);
    const rows = await play('peers', 4);
    expect(rows.map(({ track, artist, genre }) => ({ track, artist, genre }))).toEqual(
      expected.map(({ track, artist, genre }) => ({ track, artist, genre })),
    );
    expect(rows.map((row) => row.length)).toEqual(expected.map((row) => clock(row.ms)));
    expect(await play('joined', 1)).toEqual(rows);
  });

  it('longest: the ten longest, equals by name', async () => {
    const expected = raw
      .prepare(
        `SELECT t.Name AS track, al.Title AS album, t.Milliseconds AS ms FROM Track t LEFT JOIN Album al USING (AlbumId)
         ORDER BY t.Milliseconds DESC, t.Name LIMIT 10`,
      )
      .all() as { track: string; album: string; ms: number }[];
    expect(await play('longest', 1)).toEqual(
      expected.map(({ track, album, ms }) => ({ track, album, length: clock(ms) })),
    );
  });

  it('conditions: or, and, not', async () => {
    const rows = await play('conditions', 1);
    expect(rows).toEqual(
      raw
        .prepare(
          `SELECT i.InvoiceId AS id, c.LastName AS customer__lastName, i.BillingCity AS billingCity,
                  printf('%.2f', i.Total) AS total
           FROM Invoice i JOIN Customer c USING (CustomerId)
           WHERE (c.Country = 'Brazil' OR i.BillingCity LIKE 'Montr%') AND i.Total > 8 AND c.LastName <> 'Ramos'
           ORDER BY i.Total DESC, i.InvoiceId`,
        )
        .all(),
    );
    expect(rows.length).toBeGreaterThan(3);
  });

  it('lists: a flat list, a count and an existence', async () => {
    const emails = raw
      .prepare("SELECT Email FROM Customer WHERE Country = 'Canada' AND Company IS NOT NULL ORDER BY Email")
      .pluck()
      .all();
    const jazz = raw
      .prepare("SELECT count(*) FROM Track JOIN Genre g USING (GenreId) WHERE g.Name = 'Jazz'")
      .pluck()
      .get();
    const rows = await play('lists', 3);
    expect(rows.map((row) => row.answer)).toEqual([emails.join('\n'), jazz, 'no']);
  });

  it('playlists: three queries for all tracks and albums', async () => {
    const rows = await play('playlists', 3);
    expect(rows).toEqual(
      raw
        .prepare(
          `SELECT p.Name AS playlist, count(*) AS tracks,
                  (SELECT al.Title FROM PlaylistTrack q JOIN Track t USING (TrackId) JOIN Album al USING (AlbumId)
                   WHERE q.PlaylistId = p.PlaylistId ORDER BY t.TrackId LIMIT 1) AS first
           FROM Playlist p JOIN PlaylistTrack USING (PlaylistId) WHERE p.Name LIKE '%Classical%'
           GROUP BY p.PlaylistId ORDER BY p.PlaylistId`,
        )
        .all(),
    );
    expect(rows.length).toBeGreaterThan(2);
  });

  it('silent: artists without an album', async () => {
    const names = raw
      .prepare('SELECT Name FROM Artist WHERE ArtistId NOT IN (SELECT ArtistId FROM Album) ORDER BY Name')
      .pluck()
      .all();
    expect(names.length).toBeGreaterThan(50);
    expect(await play('silent', 2)).toEqual([
      { artists: names.length, 'the first of them': names.slice(0, 5).join(', ') },
    ]);
  });

  it('unsold: tracks without a line of an invoice', async () => {
    const tracks = raw
      .prepare(
        `SELECT Name AS name, Milliseconds AS ms FROM Track WHERE TrackId NOT IN (SELECT TrackId FROM InvoiceLine)
         ORDER BY Milliseconds DESC`,
      )
      .all() as { name: string; ms: number }[];
    expect(tracks.length).toBeGreaterThan(1000);
    expect(await play('unsold', 2)).toEqual([
      { tracks: tracks.length, longest: tracks[0]?.name, length: clock(tracks[0]?.ms ?? 0) },
    ]);
  });

  it('customers: the eight who spent most, in one query', async () => {
    const rows = await play('customers', 1);
    expect(rows).toEqual(
      raw
        .prepare(
          `SELECT c.FirstName || ' ' || c.LastName AS customer, c.Country AS country, count(*) AS orders,
                  printf('%.2f', sum(i.Total)) AS revenue
           FROM Customer c JOIN Invoice i USING (CustomerId) GROUP BY c.CustomerId
           ORDER BY round(sum(i.Total), 2) DESC, c.LastName LIMIT 8`,
        )
        .all(),
    );
    expect(rows).toHaveLength(8);
  });

  it('sales: groups of a country and a year, the large ones', async () => {
    const rows = await play('sales', 1);
    expect(rows).toEqual(
      raw
        .prepare(
          `SELECT BillingCountry AS billingCountry, CAST(strftime('%Y', InvoiceDate) AS integer) AS invoiceDate__year,
                  count(*) AS invoices, printf('%.2f', sum(Total)) AS sales
           FROM Invoice GROUP BY 1, 2 HAVING round(sum(Total), 2) >= 50 ORDER BY 1, 2`,
        )
        .all(),
    );
    expect(rows.length).toBeGreaterThan(8);
  });

  it('the misspelt field of a request is refused, with the name it should have had', async () => {
    const error = await runtimeMistake();
    expect(error.code).toBe('FIELD_ERROR');
    expect(error.hint).toContain("'name'");
    expect(error.message).not.toContain('Clapton');
  });

  it('every scene has code to show', () => {
    for (const scene of scenes) expect(codeOf('scenes.ts', scene.name), scene.name).toContain('.objects');
    expect(codeOf('mistakes.ts', 'runtime')).toContain('JSON.parse');
  });

  it('nothing is written beside the database', () => {
    expect(readdirSync(dirname(databaseFile)).sort()).toEqual(['LICENSE.md', 'chinook.sqlite']);
  });
});

async function play(name: string, queryCount: number): Promise<Rows> {
  const scene = scenes.find((one) => one.name === name);
  if (scene === undefined) throw new Error(`no scene '${name}'`);
  const { result, queries } = await captureQueries(() => scene.run());
  expect(queries.map((query) => query.sql)).toHaveLength(queryCount);
  return result;
}

/** Written anew, so that the getter of the model is checked and not repeated. */
function clock(ms: number): string {
  const text = new Date(ms).toISOString().slice(11, 19);
  return text.replace(/^(00:0?|0)/, '');
}
