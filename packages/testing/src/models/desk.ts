/** The desk: abstract bases, overridden names, choices, validators, defaults of every sort, and fields named like lookups. */
import { AbstractModel, type App, as, defineApp, f, Model, Now, QuerySet } from '@dorm/core';

export class DatedQuerySet extends QuerySet<Dated> {
  since(moment: Date) {
    return this.filter({ createdAt__gte: moment });
  }
}

/** Brings two fields, a method, a manager and an ordering. */
export class Dated extends AbstractModel(
  {
    createdAt: f.dateTime({ autoNowAdd: true }),
    updatedAt: f.dateTime({ autoNow: true }),
  },
  { ordering: ['-createdAt'] },
) {
  static timeline = DatedQuerySet.asManager();

  ageAt(moment: Date): number {
    return moment.getTime() - this.createdAt.getTime();
  }
}

export class Owned extends AbstractModel({ owner: f.char({ maxLength: 20, default: 'nobody' }) }) {}

const notNegative = (value: number): void => {
  if (value < 0) throw new Error('must not be negative');
};

export class Ticket extends Model<Ticket>('desk.Ticket').extends(Dated, Owned)(
  {
    subject: f.char({ maxLength: 40, dbColumn: 'subj', verboseName: 'the subject', helpText: 'One line.' }),
    status: f.char({ maxLength: 10, choices: ['open', 'closed'], default: 'open' }),
    priority: f.integer({ default: () => 3, validators: [notNegative] }),
    code: f.slug({ unique: true }),
    labels: f.json(as<string[]>(), { default: () => [], blank: true }),
    note: f.char({ maxLength: 10, editable: false, blank: true, default: '' }),
    source: f.char({ maxLength: 10, dbDefault: 'web' }),
    seenAt: f.dateTime({ dbDefault: Now() }),
  },
  { dbTable: 'support_tickets' },
) {}

/** Field names that are lookups or reserved words, in a table whose name is one. */
export class Appointment extends Model<Appointment>('desk.Appointment')(
  {
    year: f.integer(),
    date: f.date({ null: true }),
    in: f.char({ maxLength: 20, default: '' }),
    order: f.integer({ default: 0 }),
    select: f.boolean({ default: false }),
  },
  { dbTable: 'order' },
) {}

export class Slot extends Model<Slot>('desk.Slot')({
  appointment: f.foreignKey(() => Appointment, { onDelete: 'CASCADE' }),
  exact: f.integer({ default: 0 }),
}) {}

/** An instance with class fields and a constructor of its own. */
export class Basket extends Model<Basket>('desk.Basket')({ name: f.char({ maxLength: 20 }) }) {
  items: string[] = [];
  opened = false;

  put(item: string): this {
    this.items.push(item);
    return this;
  }
}

/** Dates and times of day that are set by save(), in the zone of the settings. */
export class Visit extends Model<Visit>('desk.Visit')({
  day: f.date({ autoNowAdd: true }),
  at: f.time({ autoNow: true }),
}) {}

/** The table belongs to somebody else: createTables leaves it alone. */
export class Ledger extends Model<Ledger>('desk.Ledger')({ line: f.text() }, { managed: false }) {}

export const desk: App<unknown> = defineApp('desk', { Ticket, Appointment, Slot, Basket, Visit, Ledger });
