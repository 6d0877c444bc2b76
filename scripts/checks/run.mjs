/** `pnpm checks [name…]`: the repository's own checks by hand. */
import { root } from '../lib/run.mjs';
import { checks } from './index.mjs';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`Unknown check ${unknown.join(', ')}: there are ${checks.map((check) => check.name).join(', ')}.`);
  process.exit(1);
}
for (const check of checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { passed, problems, notes } = await check.run(root);
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${check.name}   ${passed} passed, ${problems.length} failed`);
  for (const line of [...problems, ...notes]) console.log(line.replace(/^/gm, '       '));
  if (problems.length > 0) process.exitCode = 1;
}
