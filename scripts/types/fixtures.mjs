/** Programs of many models and queries, on which the cost of the types is measured. */

/**
 * @typedef {'none' | 'plain' | 'rich'} Mix which queries a round has: none, four, or about eight of all sorts
 * @typedef {{ models: number, rounds: number, mix: Mix }} Fixture
 */

const columns = [
  'name: f.char({ maxLength: 10 })',
  'a: f.integer({ null: true })',
  'b: f.integer({ default: 0 })',
  'c: f.dateTime({ null: true })',
  'd: f.boolean({ default: true })',
  'e: f.text({ null: true })',
  'g: f.char({ maxLength: 3 })',
  'h: f.char({ maxLength: 3 })',
];

/**
 * One file with models of 8 columns, 2 foreign keys and 2 reverse sides each, and with rounds of queries on them.
 *
 * @param {Fixture} fixture
 * @param {string} core what to import the types from
 */
export function fixtureText({ models, rounds, mix }, core) {
  const lines = [importLine(core)];
  for (let i = 0; i < models; i++) lines.push(modelText(i, models, mix === 'rich' && i % 4 === 0));
  if (mix !== 'none') for (let i = 0; i < rounds; i++) lines.push(roundText(i, i % models, mix));
  return lines.join('\n');
}

/**
 * The same models without queries, each in its own file.
 *
 * @param {number} models
 * @param {string} core
 * @returns {Record<string, string>} text by file name: `m0.ts`, `m1.ts` …
 */
export function modelFiles(models, core) {
  /** @type {Record<string, string>} */
  const files = {};
  for (let i = 0; i < models; i++) {
    const others = [...new Set(neighbours(i, models))].filter((other) => other !== i);
    const imports = others.map((other) => `import type { M${other} } from './m${other}.js';`);
    files[`m${i}.ts`] = [importLine(core), ...imports, modelText(i, models, false)].join('\n');
  }
  return files;
}

/**
 * A model with many fields, two relations to itself, and its reverse sides.
 *
 * @param {number} fields
 * @param {string} core
 */
export function wideModelText(fields, core) {
  const kinds = ['f.char({ maxLength: 10 })', 'f.integer({ null: true })', 'f.dateTime({ null: true })', 'f.boolean()'];
  const own = Array.from({ length: fields - 2 }, (_, i) => `field${i}: ${kinds[i % kinds.length]}`);
  const self = (/** @type {string} */ name) =>
    `f.foreignKey(ref<Wide>('self'), { null: true, onDelete: 'SET_NULL', relatedName: '${name}' })`;
  return `${importLine(core)}
export class Wide extends Model<Wide>('a.Wide')({ ${own.join(', ')}, parent: ${self('kids')}, other: ${self('others')} }) {
  declare kids: RelatedManager<Wide>;
  declare others: RelatedManager<Wide>;
}
`;
}

/** @param {string} core */
function importLine(core) {
  const names = 'Model, QuerySet, f, ref, Count, F, Max, Sum, Coalesce, Case, When, Value, Q, type RelatedManager';
  return `import { ${names} } from '${core}';`;
}

/**
 * The models that model i points at (parent, other) and those that point at it (kids, others).
 *
 * @param {number} i
 * @param {number} models
 * @returns {[parent: number, other: number, kids: number, others: number]}
 */
function neighbours(i, models) {
  return [(i + 1) % models, (i + 7) % models, (i + models - 1) % models, (i + models - 7) % models];
}

/**
 * @param {number} i
 * @param {number} models
 * @param {boolean} custom whether it has a queryset of its own
 */
function modelText(i, models, custom) {
  const [parent, other, kids, others] = neighbours(i, models);
  const fields = [
    ...columns,
    `parent: f.foreignKey(ref<M${parent}>('a.M${parent}'), { null: true, onDelete: 'SET_NULL', relatedName: 'kids' })`,
    `other: f.foreignKey(ref<M${other}>('a.M${other}'), { onDelete: 'CASCADE', relatedName: 'others' })`,
  ];
  const querySet = `export class M${i}QuerySet extends QuerySet<M${i}> {
  live() { return this.filter({ d: true, c__isNull: false }); }
  named(x: string) { return this.filter({ name__iContains: x }); }
  counted() { return this.annotate({ kidCount: Count('kids') }).filter({ kidCount__gt: 0 }); }
}
`;
  return `${custom ? querySet : ''}export class M${i} extends Model<M${i}>('a.M${i}')({ ${fields.join(', ')} }) {
  declare kids: RelatedManager<M${kids}>;
  declare others: RelatedManager<M${others}>;
  ${custom ? `static override objects = M${i}QuerySet.asManager();` : ''}
}`;
}

/**
 * @param {number} i the round
 * @param {number} m the model
 * @param {Mix} mix
 */
function roundText(i, m, mix) {
  const objects = `M${m}.objects`;
  const plain = `
  const r = await ${objects}.filter({ name__startsWith: 'x', a__gte: ${i}, parent__other__kids__name__iContains: 'y', others__c__year: 2020 }).orderBy('-parent__name', 'a').selectRelated('parent');
  r[0]!.parent?.name;
  const v = await ${objects}.annotate({ n: Count('kids') }).filter({ n__gt: 2 }).values('name', 'parent__other__a', 'n');
  v[0]!.n.toFixed();
  await ${objects}.create({ name: 'a', g: 'b', h: 'c', otherId: 1 });`;
  const chain =
    m % 4 === 0
      ? `const c = await ${objects}.live().counted().named('x').selectRelated('other__parent').live();
  c[0]!.kidCount.toFixed();
  c[0]!.other.parent?.name;`
      : `const c = await ${objects}.exclude({ d: false }).selectRelated('other__parent').slice(0, 10);
  c[0]!.other.parent?.name;`;
  const rich = `
  const g = await ${objects}.values('other').annotate({ n: Count('id'), last: Max('c'), t: Sum('parent__a') }).filter({ n__gt: 1 }).orderBy('-n');
  g[0]!.last?.getTime();
  await ${objects}.filter(Q({ a__gt: ${i} }).or({ name: 'x' })).update({ b: F('b').add(1) });
  const s = await ${objects}.aggregate({ top: Coalesce(Max('b'), 0), hot: Sum(Case(When({ a__gt: 3 }, F('b')), { default: 0 })) });
  s.top.toFixed();
  ${chain}`;
  return `export async function q${i}() {${plain}${mix === 'rich' ? rich : ''}\n}`;
}
