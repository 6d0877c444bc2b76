/** The vault: rows that managers hide, and rows that belong to a holder around the call. The filters exist in tests only. */
import {
  AbstractModel,
  type App,
  defineApp,
  f,
  Manager,
  type ManyRelatedManager,
  Model,
  QuerySet,
  type RelatedManager,
  type ReverseOneToOne,
  ref,
} from '@dorm/core';
import { Ambient, isolate, show } from '@dorm/core/extension';

/** Rows that are erased are hidden by `objects`, and wherever a relation leads to many. */
export class Erasable extends AbstractModel({ erased: f.boolean({ default: false }) }) {
  static objects = new Manager<Erasable>();
  static allObjects = new Manager<Erasable>();
  static erasedObjects = new Manager<Erasable>();
}
show(Erasable, 'objects', { erased: false });
show(Erasable, 'erasedObjects', { erased: true });

export const HOLDER: Ambient<string> = new Ambient<string>('holder');

/** Rows that belong to the holder around the call. */
export class Held extends AbstractModel({ holder: f.char({ maxLength: 20 }) }) {}
isolate(Held, 'holder', HOLDER);

export class Shelf extends Model<Shelf>('vault.Shelf').extends(Erasable)({ name: f.char({ maxLength: 20 }) }) {
  declare papers: RelatedManager<Paper, PaperQuerySet>;
}

export class Mark extends Model<Mark>('vault.Mark').extends(Erasable)({ name: f.char({ maxLength: 20 }) }) {
  declare papers: ManyRelatedManager<Paper>;
}

export class PaperQuerySet extends QuerySet<Paper> {
  thick() {
    return this.filter({ pages__gte: 10 });
  }
}

export class Paper extends Model<Paper>('vault.Paper').extends(Erasable)({
  title: f.char({ maxLength: 20 }),
  pages: f.integer({ default: 1 }),
  shelf: f.foreignKey(() => Shelf, { null: true, onDelete: 'CASCADE', relatedName: 'papers' }),
  marks: f.manyToMany(() => Mark, { relatedName: 'papers' }),
}) {
  declare seal: ReverseOneToOne<Seal>;
  declare loans: RelatedManager<Loan>;
  declare readers: ManyRelatedManager<Reader>;
  /** Takes the name of the manager that hides erased rows, and with it what it hides. */
  static override objects = PaperQuerySet.asManager();
}

export class Seal extends Model<Seal>('vault.Seal').extends(Erasable)({
  paper: f.oneToOne(() => Paper, { onDelete: 'CASCADE', relatedName: 'seal' }),
  wax: f.char({ maxLength: 20 }),
}) {}

/** Joined to papers by a model of its own, which is never hidden. */
export class Reader extends Model<Reader>('vault.Reader').extends(Erasable)({
  name: f.char({ maxLength: 20 }),
  papers: f.manyToMany(() => Paper, { relatedName: 'readers', through: ref<Loan>('vault.Loan') }),
}) {}

export class Loan extends Model<Loan>('vault.Loan')({
  paper: f.foreignKey(() => Paper, { onDelete: 'CASCADE', relatedName: 'loans' }),
  reader: f.foreignKey(() => Reader, { onDelete: 'CASCADE' }),
  days: f.integer(),
}) {}

/** Belongs to nobody, and is referred to by what does. */
export class Town extends Model<Town>('vault.Town')({ name: f.char({ maxLength: 20 }) }) {
  declare clients: RelatedManager<Client>;
  declare crest: ReverseOneToOne<Crest>;
}

export class Crest extends Model<Crest>('vault.Crest').extends(Held)({
  town: f.oneToOne(() => Town, { onDelete: 'CASCADE', relatedName: 'crest' }),
}) {}

export class Client extends Model<Client>('vault.Client').extends(Held)({
  name: f.char({ maxLength: 20 }),
  town: f.foreignKey(() => Town, { onDelete: 'CASCADE', relatedName: 'clients' }),
}) {
  declare deals: RelatedManager<Deal>;
}

export class Topic extends Model<Topic>('vault.Topic').extends(Held)({ name: f.char({ maxLength: 20 }) }) {
  declare deals: ManyRelatedManager<Deal>;
}

/** Held and erasable at once. */
export class Deal extends Model<Deal>('vault.Deal').extends(
  Held,
  Erasable,
)({
  name: f.char({ maxLength: 20 }),
  sum: f.integer({ default: 0 }),
  client: f.foreignKey(() => Client, { onDelete: 'CASCADE', relatedName: 'deals' }),
  topics: f.manyToMany(() => Topic, { relatedName: 'deals' }),
}) {}

/** Belongs to nobody, and refers to what belongs to a holder. */
export class Call extends Model<Call>('vault.Call')({
  client: f.foreignKey(() => Client, { onDelete: 'CASCADE' }),
}) {}

export const vault: App<unknown> = defineApp('vault', {
  Shelf,
  Mark,
  Paper,
  Seal,
  Reader,
  Loan,
  Town,
  Crest,
  Client,
  Call,
  Topic,
  Deal,
});

/** The tables of the vault, those that refer to others first. */
export const VAULT_TABLES: readonly string[] = [
  'vault_paper_marks',
  'vault_deal_topics',
  'vault_seal',
  'vault_loan',
  'vault_reader',
  'vault_paper',
  'vault_mark',
  'vault_shelf',
  'vault_deal',
  'vault_topic',
  'vault_call',
  'vault_client',
  'vault_crest',
  'vault_town',
];
