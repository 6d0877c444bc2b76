/** The models that the suites share. */
export { CIRCLE_TABLES, circle, Letter, Person } from './circle.js';
export { Appointment, Basket, Dated, desk, Ledger, Owned, Slot, Ticket, Visit } from './desk.js';
export {
  Bill,
  Branch,
  Deed,
  Egg,
  ESTATE_TABLES,
  estate,
  Ghost,
  Hen,
  House,
  Lamp,
  Lease,
  Lien,
  Owner,
  Room,
  Sign,
  Street,
  Tool,
} from './estate.js';
export {
  Author,
  Book,
  BookQuerySet,
  Country,
  library,
  Passport,
  Profile,
  Publisher,
  Review,
} from './library.js';
export { PRESS_TABLES, press, Story, Writer } from './press.js';
export { BigKey, type Json, Note, PlainKey, Sample, SmallKey, samples, UuidKey } from './samples.js';
export {
  Artist,
  Band,
  Bio,
  Company,
  Gig,
  Membership,
  Song,
  SongQuerySet,
  STUDIO_TABLES,
  studio,
  Tag,
} from './studio.js';
export {
  Call,
  Client,
  Crest,
  Deal,
  Held,
  HOLDER,
  Loan,
  Mark,
  Paper,
  PaperQuerySet,
  Reader,
  Seal,
  Shelf,
  Topic,
  Town,
  VAULT_TABLES,
  vault,
} from './vault.js';
