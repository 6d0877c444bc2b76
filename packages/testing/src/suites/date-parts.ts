/** Lookups through parts of dates and times: in the zone of the settings, on days and clocks, and past missing rows. */
import { Count, F, FieldError, Q, Sum } from '@dorm/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { Appointment, Author, Book, Review, Sample, Slot } from '../models/index.js';
import { hostile, refusal, statements } from './expectations.js';
import { fillShelf, titles } from './library-rows.js';
import type { Workbench } from './workbench.js';

const DAY = 86_400_000;

/** Moments around missing and doubled hours, ends of years and leap days (UTC). */
const MOMENTS: Record<string, readonly string[]> = {
  'Europe/Madrid': ['2024-03-31T00:59:59.999Z', '2024-03-31T01:00:00Z', '2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z'],
  'America/New_York': ['2024-03-10T06:59:59Z', '2024-03-10T07:00:00Z', '2024-11-03T05:30:00Z', '2021-01-04T04:59:59Z'],
  'Australia/Lord_Howe': ['2024-04-06T14:45:00Z', '2024-04-06T15:15:00Z', '2024-10-05T15:30:00Z'],
  'Asia/Kathmandu': [
    '1985-12-31T18:29:59Z',
    '1985-12-31T18:30:00Z',
    '2024-02-28T18:15:00Z',
    '2024-02-29T18:14:59.250Z',
  ],
};
const EVERYWHERE = [
  '2020-12-31T12:00:00Z',
  '2021-01-03T12:00:00Z',
  '2024-12-29T23:30:00.500Z',
  '2024-12-31T23:59:59.999Z',
  '2025-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
];

type Parts = Readonly<Record<string, number | string>>;

/** The parts of a moment, by the words of another locale and by counting weeks from the fourth of January. */
function partsOf(moment: Date, timeZone: string): Parts {
  const [day = '', clock = ''] = moment.toLocaleString('sv-SE', { timeZone }).split(' ');
  const millis = String(((moment.getTime() % 1000) + 1000) % 1000).padStart(3, '0');
  return { ...dayParts(day), ...clockParts(clock), date: day, time: `${clock}.${millis}` };
}

function dayParts(day: string): Parts {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const at = Date.parse(`${day}T00:00:00Z`);
  const isoWeekDay = new Date(at).getUTCDay() === 0 ? 7 : new Date(at).getUTCDay();
  const isoYear = new Date(at + (4 - isoWeekDay) * DAY).getUTCFullYear();
  const fourth = Date.UTC(isoYear, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
  return {
    year,
    isoYear,
    quarter: Math.ceil(month / 3),
    month,
    week: 1 + Math.floor((at - monday) / (7 * DAY)),
    day: date,
    weekDay: (isoWeekDay % 7) + 1,
    isoWeekDay,
  };
}

function clockParts(clock: string): Parts {
  const [hour = 0, minute = 0, second = 0] = clock.slice(0, 8).split(':').map(Number);
  return { hour, minute, second };
}

const keys = (where: object): Promise<unknown[]> =>
  Sample.objects.filter(where).orderBy('pk').valuesList('pk', { flat: true }).toArray();

export function datePartsSuite({ it, configured }: Workbench): void {
  it('T-021 I-075: every part of a moment is read in the zone of the settings', async () => {
    for (const [timeZone, own] of Object.entries(MOMENTS)) {
      const moments = [...own, ...EVERYWHERE].map((text) => new Date(text));
      await configured({ timeZone }).run(async () => {
        await Sample.objects.all().delete();
        const rows: [unknown, Parts][] = [];
        for (const moment of moments) {
          const row = await Sample.objects.create({ dateTime: moment, microTime: moment.toISOString() });
          rows.push([row.pk, partsOf(moment, timeZone)]);
        }
        for (const [, wanted] of rows) {
          for (const [part, value] of Object.entries(wanted)) {
            const expected = rows.filter(([, parts]) => parts[part] === value).map(([pk]) => pk);
            expect(await keys({ [`dateTime__${part}`]: value }), `${timeZone} ${part} ${value}`).toEqual(expected);
            expect(await keys({ [`microTime__${part}__in`]: [value] }), `${timeZone} ${part}`).toEqual(expected);
          }
        }
      });
    }
  }, 60_000);

  it('T-021: comparisons of parts match the computation, and exclude() is the rest, NULLs among it', async () => {
    const timeZone = 'Europe/Madrid';
    const instant = fc.date({ min: new Date('1930-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    const row = fc.record({ moment: fc.option(instant, { nil: null }), pick: instant });
    const signs: Record<string, (a: number | string, b: number | string) => boolean> = {
      exact: (a, b) => a === b,
      gt: (a, b) => a > b,
      gte: (a, b) => a >= b,
      lt: (a, b) => a < b,
      lte: (a, b) => a <= b,
      range: (a, b) => a === b,
    };
    await configured({ timeZone }).run(() =>
      fc.assert(
        fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
          await Sample.objects.all().delete();
          const stored: [unknown, Parts | null][] = [];
          for (const { moment } of rows) {
            const parts = moment === null ? null : partsOf(moment, timeZone);
            const { pk } = await Sample.objects.create({
              dateTime: moment,
              date: parts === null ? null : String(parts['date']),
              time: parts === null ? null : String(parts['time']),
            });
            stored.push([pk, parts]);
          }
          const wanted = partsOf(rows[0]?.pick ?? new Date(0), timeZone);
          for (const [part, value] of Object.entries(wanted)) {
            const other = part in dayParts('2024-01-01') ? 'date' : part in clockParts('0:0:0') ? 'time' : 'dateTime';
            for (const [sign, holds] of Object.entries(signs)) {
              const isIn = (parts: Parts | null) => parts !== null && holds(parts[part] ?? '', value);
              const right = sign === 'range' ? [value, value] : value;
              for (const field of new Set(['dateTime', other])) {
                const where: object = { [`${field}__${part}__${sign}`]: right };
                const kept = stored.filter(([, parts]) => isIn(parts)).map(([pk]) => pk);
                expect(await keys(where), JSON.stringify(where)).toEqual(kept);
                expect(await Sample.objects.exclude(where).count()).toBe(rows.length - kept.length);
              }
            }
          }
        }),
        { numRuns: 12 },
      ),
    );
  }, 60_000);

  it('T-021: days and times of day are in no zone; isNull and null ask for the field', async () => {
    await configured({ timeZone: 'Australia/Lord_Howe' }).run(async () => {
      const { pk } = await Sample.objects.create({ date: '2021-01-03', time: '23:59:58.500' });
      const none = await Sample.objects.create({});
      expect(await keys({ date__year: 2021, date__isoYear: 2020, date__week: 53, date__weekDay: 1 })).toEqual([pk]);
      expect(await keys({ time__hour: 23, time__minute__gte: 59, time__second__range: [58, 58] })).toEqual([pk]);
      expect(await keys({ date__month__isNull: true })).toEqual([none.pk]);
      expect(await keys({ date__month: null })).toEqual([none.pk]);
      expect(await keys({ time__hour__isNull: false })).toEqual([pk]);
      expect(await keys(Q.not({ date__year: 2020 }))).toEqual([pk, none.pk]);
      await Sample.objects.filter({ pk }).update({ integer: 2021 });
      expect(await keys({ date__year: F('integer'), date__day__lt: F('integer').add(0) })).toEqual([pk]);
    });
  });

  it('T-021: parts stand at the end of paths, and behind fields of their names', async () => {
    const { books } = await fillShelf();
    const early = { published__year__lt: 1970 };
    expect(await titles(Book.objects.filter(early))).toEqual(['A Wizard of Earthsea']);
    expect(await Book.objects.exclude(early).count()).toBe(books.length - 1);
    expect(await Author.objects.filter({ books__published__year: 1968 }).count()).toBe(1);
    expect(await Author.objects.exclude({ books__published__year: 1968 }).count()).toBe(2);
    expect(await Review.objects.filter({ book__published__month: 11, book__published__quarter: 4 }).count()).toBe(
      await Review.objects.filter({ book__title: 'A Wizard of Earthsea' }).count(),
    );
    const appointment = await Appointment.objects.create({ year: 2024, date: '2023-05-06' });
    await Slot.objects.create({ appointment });
    expect(await Slot.objects.filter({ appointment__date__year: 2023, appointment__year: 2024 }).count()).toBe(1);
  });

  it('T-021: years out of every calendar match nothing or everything, without an error', async () => {
    await configured({ timeZone: 'Europe/Madrid' }).run(async () => {
      for (const text of ['0001-01-01T12:00:00Z', '9999-12-31T12:00:00Z']) {
        await Sample.objects.create({ dateTime: new Date(text), date: text.slice(0, 10) });
      }
      for (const field of ['dateTime', 'date']) {
        expect(await keys({ [`${field}__year__lt`]: 1 })).toEqual([]);
        expect(await keys({ [`${field}__year__gte`]: -2_147_483_648 })).toHaveLength(2);
        expect(await keys({ [`${field}__year__lte`]: 2_147_483_647 })).toHaveLength(2);
        expect(await keys({ [`${field}__year__gt`]: 9999 })).toEqual([]);
        expect(await keys({ [`${field}__year`]: 9999 })).toHaveLength(1);
        expect(await keys({ [`${field}__isoYear__range`]: [1, 1] })).toHaveLength(1);
      }
    });
  });

  it('T-021: values are checked as what the part gives, and names that are no part are refused', async () => {
    const bad: object[] = [
      { dateTime__year: '2024 or 1=1' },
      { dateTime__year: 2024.5 },
      { dateTime__year: Number.NaN },
      { dateTime__year: 2 ** 40 },
      { dateTime__month__in: [{}] },
      { dateTime__date: 'today' },
      { dateTime__date: new Date() },
      { dateTime__time__range: ['1:00', 'noon'] },
      { dateTime__year__contains: '20' },
      { dateTime__year__month: 1 },
      { dateTime__hour__gt: undefined },
      { date__hour: 1 },
      { date__date: '2024-01-01' },
      { time__year: 1 },
      { char__year: 2024 },
      { dateTime__constructor: 1 },
    ];
    for (const where of bad) {
      const error = await refusal(() => Sample.objects.filter(hostile<object>(where)).toArray());
      expect(error.message).not.toContain('1=1');
    }
  });

  it('T-021: a year reads the bare column, so that an index applies, and other values reuse the SQL', async () => {
    const ask = (year: number) => statements(() => Sample.objects.filter({ dateTime__year: year }));
    const [[first], [second]] = [await ask(2023), await ask(2024)];
    expect(first).toBe(second);
    expect(first).toMatch(/"date_time" >= /);
  });

  it('I-075: transforms stand in a row, each of what the one before gives', async () => {
    await Sample.objects.create({ char: 'a', dateTime: new Date('2023-12-31T23:30:00Z') });
    await Sample.objects.create({ char: 'b', dateTime: new Date('2024-02-29T10:20:30Z') });
    const found = (where: Parameters<typeof Sample.objects.filter>[0]) =>
      Sample.objects.filter(where).orderBy('id').valuesList('char', { flat: true });
    expect(await found({ dateTime__date__year__gt: 2023 })).toEqual(['b']);
    expect(await found({ dateTime__date__year: 2023 })).toEqual(['a']);
    expect(await found({ dateTime__date__year__range: [2023, 2024] })).toEqual(['a', 'b']);
    expect(await found({ dateTime__date__month__in: [2] })).toEqual(['b']);
    expect(await found({ dateTime__time__hour__lt: 12 })).toEqual(['b']);
    expect(await Sample.objects.orderBy('dateTime__date__month').valuesList('dateTime__time__minute')).toEqual([
      [20],
      [30],
    ]);
    const error = await refusal(() => found({ dateTime__date__hour: 1 } as object), FieldError);
    expect(error.message).toContain("'date__hour'");
    await refusal(() => found({ dateTime__year__month: 1 } as object), FieldError);
  });

  it('T-021: a part makes one group, ordered by it, chosen by a sum, and named again', async () => {
    for (const [text, integer] of [
      ['2023-02-01T12:00:00Z', 1],
      ['2023-09-01T12:00:00Z', 2],
      ['2024-02-01T12:00:00Z', 4],
    ] as const) {
      await Sample.objects.create({ dateTime: new Date(text), integer });
    }
    const years = Sample.objects.values('dateTime__year').annotate({ rows: Count('*'), sum: Sum('integer') });
    const groups = [
      { dateTime__year: 2023, rows: 2, sum: 3 },
      { dateTime__year: 2024, rows: 1, sum: 4 },
    ];
    expect(await years.orderBy('dateTime__year')).toEqual(groups);
    expect(await years.orderBy(F('dateTime__year').desc())).toEqual([...groups].reverse());
    expect(await years.filter({ sum__lt: 4 }).orderBy('dateTime__year')).toEqual(groups.slice(0, 1));
    expect(await years.orderBy('dateTime__year').count()).toBe(2);
    expect(await years.orderBy('dateTime__month')).toHaveLength(3);
  });
}
