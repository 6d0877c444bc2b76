/** Dates and times: exact instants in every zone, days and times of day as text. */
import fc from 'fast-check';
import { afterEach, expect } from 'vitest';
import { Sample, Visit } from '../models/index.js';
import { hostile, refusal } from './expectations.js';
import { expectKept, roundTrip, waysIn } from './round-trip.js';
import type { Workbench } from './workbench.js';

/** Zones with a night in which an hour is missing and one in which an hour comes twice (UTC). */
const NIGHTS: Record<string, readonly string[]> = {
  'Europe/Madrid': ['2024-03-31T00:30:00Z', '2024-03-31T01:30:00Z', '2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z'],
  'America/New_York': ['2024-03-10T06:59:59Z', '2024-03-10T07:00:00Z', '2024-11-03T05:30:00Z', '2024-11-03T06:30:00Z'],
  'Australia/Lord_Howe': [
    '2024-04-06T14:45:00Z',
    '2024-04-06T15:15:00Z',
    '2024-10-05T15:29:59Z',
    '2024-10-05T15:30:00Z',
  ],
  'Asia/Kathmandu': ['1985-12-31T18:14:59Z', '1985-12-31T18:30:00Z', '2024-01-01T00:00:00Z', '2024-06-30T23:59:59Z'],
};

export function dateFieldsSuite({ it, configured }: Workbench): void {
  const home = process.env['TZ'];
  afterEach(() => {
    if (home === undefined) delete process.env['TZ'];
    else process.env['TZ'] = home;
  });

  it('T-093 I-117: an instant is the same instant in every zone of the process and of the settings', async () => {
    for (const [zone, moments] of Object.entries(NIGHTS)) {
      process.env['TZ'] = zone;
      for (const moment of moments) {
        const at = new Date(moment);
        await expectKept('dateTime', at);
        await configured({ timeZone: zone }).run(() => expectKept('dateTime', at));
      }
    }
  });

  it('T-093: every instant of the years 1 to 9999 round trips to the millisecond', async () => {
    const instant = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(instant, async (value) => {
        expect(((await roundTrip('dateTime', value)) as Date).toISOString()).toBe(value.toISOString());
      }),
      { numRuns: 200 },
    );
  });

  it('T-093 T-097: instants compare and order as instants, whatever their fraction', async () => {
    const times = [
      '2024-01-01T00:00:00.000Z',
      '2024-01-01T00:00:00.001Z',
      '2024-01-01T00:00:00.500Z',
      '2024-01-01T00:00:01.000Z',
      '1999-12-31T23:59:59.999Z',
    ];
    await Sample.objects.bulkCreate(times.map((time) => new Sample({ dateTime: new Date(time) })));
    const read = await Sample.objects.orderBy('dateTime').valuesList('dateTime', { flat: true });
    expect(read.map((time) => time?.toISOString())).toEqual([...times].sort());
    expect(await Sample.objects.filter({ dateTime__gt: new Date(times[0] as string) }).count()).toBe(3);
    expect(await Sample.objects.filter({ dateTime__lte: new Date(times[1] as string) }).count()).toBe(3);
    expect(
      await Sample.objects
        .filter({ dateTime__range: [new Date(times[1] as string), new Date(times[2] as string)] })
        .count(),
    ).toBe(2);
    expect(await Sample.objects.filter({ dateTime: new Date(times[2] as string) }).count()).toBe(1);
  });

  it('T-093: microseconds are kept where the field asks for them', async () => {
    await expectKept('microTime', '2024-01-29T12:30:15.123456Z');
    await expectKept('microTime', '2024-01-29T12:30:15.000001Z');
    await expectKept('microTime', '2024-01-29T12:30:15Z', '2024-01-29T12:30:15.000000Z');
    await expectKept('microTime', '2024-01-29T13:30:15.5+01:00', '2024-01-29T12:30:15.500000Z');
    await Sample.objects.create({ microTime: '2024-01-29T12:30:15.123456Z' });
    expect(await Sample.objects.filter({ microTime: '2024-01-29T12:30:15.123456Z' }).count()).toBe(1);
    expect(await Sample.objects.filter({ microTime: '2024-01-29T12:30:15.123457Z' }).count()).toBe(0);
    expect(await Sample.objects.filter({ microTime__lt: '2024-01-29T12:30:15.123457Z' }).count()).toBe(1);
  });

  it('T-093: a Date field refuses microseconds that it would lose', async () => {
    await refusal(() => Sample.objects.create(hostile<never>({ dateTime: '2024-01-29T12:30:15.123456Z' })));
  });

  it('T-093: no Date that is none, no number, no loose text', async () => {
    const bad = [
      new Date(Number.NaN),
      0,
      1706531415000,
      '',
      'yesterday',
      '2024-13-01T00:00:00Z',
      '2024-02-30T00:00:00Z',
      {},
      [],
      true,
      new Date('+010000-01-01T00:00:00Z'),
    ];
    for (const value of bad) {
      for (const work of Object.values(waysIn('dateTime', value))) await refusal(work);
    }
  });

  it('I-034 T-020: ISO text stands for an instant', async () => {
    await Sample.objects.create({ dateTime: new Date('2024-01-29T12:30:15.250Z') });
    expect(await Sample.objects.filter({ dateTime: hostile<never>('2024-01-29T12:30:15.250Z') }).count()).toBe(1);
    expect(await Sample.objects.filter({ dateTime: hostile<never>('2024-01-29T13:30:15.25+01:00') }).count()).toBe(1);
  });

  it('I-034: a day is text, in no zone', async () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      process.env['TZ'] = zone;
      for (const day of ['2024-02-29', '0001-01-01', '9999-12-31', '1969-12-31']) await expectKept('date', day);
    }
    const day = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(day, async (value) => {
        const text = value.toISOString().slice(0, 10);
        expect(await roundTrip('date', text)).toBe(text);
      }),
      { numRuns: 60 },
    );
    for (const value of ['2023-02-29', '2024-00-01', '2024-1', '', 'today', new Date(), 20240101, {}, []]) {
      for (const work of Object.values(waysIn('date', value))) await refusal(work);
    }
  });

  it('I-034 I-117: autoNow takes the day and the time of day of the zone of the settings', async () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
      const wall = (at: Date): string => at.toLocaleString('sv-SE', { timeZone });
      const before = wall(new Date());
      const visit = await configured({ timeZone }).run(() => Visit.objects.create({}));
      const after = wall(new Date());
      const shown = `${visit.day} ${visit.at.slice(0, 8)}`;
      expect([before, shown, after].sort()).toEqual([before, shown, after]);
      expect(await Visit.objects.filter({ pk: visit.pk }).values('day', 'at')).toEqual([
        { day: visit.day, at: visit.at },
      ]);
    }
  });

  it('I-034: a time of day is text with milliseconds, or microseconds where there are some', async () => {
    await expectKept('time', '00:00:00.000');
    await expectKept('time', '23:59:59.999');
    await expectKept('time', '12:30', '12:30:00.000');
    await expectKept('time', '12:30:15', '12:30:15.000');
    await expectKept('time', '12:30:15.123456');
    await Sample.objects.bulkCreate(['12:00', '09:30', '12:00:00.001'].map((time) => new Sample({ time })));
    expect(await Sample.objects.orderBy('time').valuesList('time', { flat: true })).toEqual([
      '09:30:00.000',
      '12:00:00.000',
      '12:00:00.001',
    ]);
    expect(await Sample.objects.filter({ time__gte: '12:00' }).count()).toBe(2);
    for (const value of ['24:00', '12:60', '', 'noon', new Date(), 12, {}]) {
      for (const work of Object.values(waysIn('time', value))) await refusal(work);
    }
  });
}
