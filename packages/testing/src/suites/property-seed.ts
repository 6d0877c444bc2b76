/** The seed of the property tests: the same in every run, so that a change that breaks nothing is never red; another by DORM_TEST_SEED. */
import fc from 'fast-check';

const SEED = 20_261_124;

/** `DORM_TEST_SEED=random` looks for new counterexamples, and prints its seed; a number repeats a run. */
export function seedProperties(): void {
  if (fc.readConfigureGlobal().seed !== undefined) return;
  const { DORM_TEST_SEED: wanted = String(SEED) } = process.env;
  const seed = wanted === 'random' ? Date.now() % 2 ** 31 : Number(wanted);
  if (!Number.isSafeInteger(seed)) throw new Error('DORM_TEST_SEED is a whole number, or `random`.');
  if (wanted === 'random') process.stdout.write(`DORM_TEST_SEED=${seed}\n`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
