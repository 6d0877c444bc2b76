/** Conditions and joins up to what the database takes, and beyond: an answer, or dorm's error with a hint; never a RangeError. */
import { core, Person, withPeople } from './database.mjs';
import { equal } from './report.mjs';

const { DormError, Q } = core;

await withPeople(async () => {
  await Person.objects.create({ name: 'x', age: 5 });
  const ways = {
    and: (/** @type {any} */ tree) => tree.and({ name: 'x' }),
    or: (/** @type {any} */ tree) => tree.or({ age: 5 }),
    'and, or': (/** @type {any} */ tree, /** @type {number} */ n) =>
      n % 2 ? tree.and({ name: 'x' }) : tree.or({ age: 5 }),
    'not, or': (/** @type {any} */ tree) => tree.or({ name: 'y' }).not(),
    'many rows': (/** @type {any} */ tree) => Q.or({ children__age: 5 }, tree),
  };
  for (const [name, wrap] of Object.entries(ways)) {
    for (const levels of [100, 400, 500, 1000, 10_000, 100_000]) {
      let tree = Q({ age: 5 });
      for (let n = 0; n < levels; n++) tree = wrap(tree, n);
      const mustAnswer = levels <= 400 || (levels === 500 && name !== 'not, or');
      await outcome(`${name}, ${levels} deep`, () => Person.objects.filter(tree).count(), mustAnswer);
    }
  }
  for (const width of [1000, 10_000, 100_000]) {
    const wide = Q.or(...Array.from({ length: width }, (_, age) => ({ age })));
    await outcome(`${width} conditions side by side`, () => Person.objects.filter(wide).count(), width <= 10_000);
  }
  for (const joins of [10, 60, 63, 64, 100, 300]) {
    let query = Person.objects.exclude({ name: 'y' });
    for (let n = 0; n < joins; n++) query = query.filter(Q.or({ children__age: n }, { age: 5 }));
    await outcome(`${joins} joins`, async () => (await query).length, joins <= 63);
  }
});

/**
 * @param {string} what
 * @param {() => Promise<number>} ask
 * @param {boolean} mustAnswer
 */
async function outcome(what, ask, mustAnswer) {
  let found = '';
  try {
    found = `answer ${await ask()}`;
  } catch (error) {
    const { hint } = /** @type {{ hint?: unknown }} */ (error);
    const isHelpful = error instanceof DormError && typeof hint === 'string';
    found = isHelpful ? 'refused, with a hint' : String(error).slice(0, 80);
  }
  equal(what, found, mustAnswer || found.startsWith('answer') ? 'answer 1' : 'refused, with a hint');
}
