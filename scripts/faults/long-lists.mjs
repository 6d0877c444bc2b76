/** `in` with lists far beyond the parameters that a statement may have. */
import { addPeople, core, Person, withPeople } from './database.mjs';
import { atMost, equal } from './report.mjs';

await withPeople(async () => {
  await addPeople(10_000);
  for (const length of [40_000, 200_000, 1_000_000]) {
    const numbers = Array.from({ length }, (_, n) => n + 5001);
    const started = performance.now();
    const { result, queries } = await core.captureQueries(async () => [
      await Person.objects.filter({ pk__in: numbers }).count(),
      await Person.objects.exclude({ pk__in: numbers }).count(),
      await Person.objects.filter({ name__in: numbers.map((n) => `p${n}`) }).count(),
    ]);
    equal(`rows found by ${length.toLocaleString('en-US')} values`, result.join(' '), '5000 5000 5000');
    equal('statements', queries.length, 3);
    atMost('seconds for the three', (performance.now() - started) / 1000, 60);
  }
});
