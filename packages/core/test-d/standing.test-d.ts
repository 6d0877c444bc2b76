/** Standing filters: the lookups of show() are the base's own, isolate() names a field; options that name managers. */
import { Ambient, isolate, show } from '../src/extension.js';
import { expectType, type Same } from './assert.js';
import { AbstractModel, defineApp, f, Manager, Model, QuerySet } from './surface.js';

const TENANT = new Ambient<string>('tenant');

export class Soft extends AbstractModel({ deletedAt: f.dateTime({ null: true }) }) {
  static objects = new Manager<Soft>();
  static allObjects = new Manager<Soft>();
}
export class Owned extends AbstractModel({ tenant: f.char({ maxLength: 40 }) }) {}

show(Soft, 'objects', { deletedAt__isNull: true });
show(Soft, 'objects', { deletedAt: null });
// @ts-expect-error no such field
show(Soft, 'objects', { deleted: true });
// @ts-expect-error no such lookup
show(Soft, 'objects', { deletedAt__isNul: true });
// @ts-expect-error the lookup takes true or false
show(Soft, 'objects', { deletedAt__isNull: 1 });
isolate(Owned, 'tenant', TENANT);
// @ts-expect-error no such field
isolate(Owned, 'tenent', TENANT);

export class DocQuerySet extends QuerySet<Doc> {
  long() {
    return this.filter({ pages__gte: 100 });
  }
}
export class Doc extends Model<Doc>('standing.Doc').extends(Soft, Owned)(
  { title: f.text(), pages: f.integer() },
  {
    defaultManagerName: 'allObjects',
    baseManagerName: 'allObjects',
    permissions: [['publish', 'Can publish']],
    verboseName: 'document',
    verboseNamePlural: 'documents',
  },
) {
  // The manager takes the name of an inherited one, with its own methods.
  static override objects = DocQuerySet.asManager();
}
show(Doc, 'objects', { pages__gt: 3, deletedAt__isNull: true });
defineApp('standing', { Doc });

// @ts-expect-error a permission is a pair
export class NoPair extends Model<NoPair>('standing.NoPair')({ title: f.text() }, { permissions: ['publish'] }) {}
// @ts-expect-error a name is a text
export class NoName extends Model<NoName>('standing.NoName')({ title: f.text() }, { defaultManagerName: 3 }) {}

export async function managers() {
  expectType<Same<typeof Doc.meta.baseManagerName, string | null>>();
  expectType<Same<typeof Doc.meta.permissions, readonly (readonly [code: string, name: string])[]>>();
  // Methods and rows stay through every step.
  const kept = Doc.objects
    .all()
    .long()
    .filter({ title: 'x' })
    .exclude({ pages: 1 })
    .orderBy('-pages')
    .reverse()
    .distinct()
    .using('replica')
    .slice(0, 5)
    .long();
  const rows = await kept;
  expectType<Same<typeof rows, Doc[]>>();
  const titles = await kept.values('title').long();
  expectType<Same<typeof titles, { title: string }[]>>();
  const [first] = await Doc.allObjects.filter({ tenant: 'acme' });
  expectType<Same<typeof first, Doc | undefined>>();
  // @ts-expect-error the plain manager of the base has no such method
  Doc.allObjects.long();
}
export async function ambient() {
  expectType<Same<typeof TENANT.current, string | undefined>>();
  const count = await TENANT.run('acme', () => Doc.objects.count());
  expectType<Same<typeof count, number>>();
  const docs = await TENANT.run('acme', () => Doc.objects.all());
  expectType<Same<typeof docs, Doc[]>>();
  // @ts-expect-error the value is a text
  await TENANT.run(3, () => Doc.objects.count());
}
