/** The seed of the property tests: the same in every run, so that a change that breaks nothing is never red; another by DORM_TEST_SEED. */
import fc from 'fast-check';

const SEED = 20_261_124;

/** `DORM_TEST_SEED=random` looks for new counterexamples; a number repeats a run. */
export function seedProperties(): void {
  const wanted = process.env.DORM_TEST_SEED ?? String(SEED);
  if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
}
