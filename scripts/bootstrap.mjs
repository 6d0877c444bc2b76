/**
 * `npm test` and `npm run demo` on a machine that has only git, Node and npm: brings pnpm, installs, runs.
 * Nothing is imported that an old Node lacks, so that the version check below is what a user of one sees.
 */
import { join } from 'node:path';
import { linkEarlyTools } from './lib/early-tools.mjs';
import { install } from './lib/install.mjs';
import { capture, pnpmCommand, root, run } from './lib/run.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `dorm needs Node 20.19 or later, this is ${process.versions.node}. Install one from https://nodejs.org.`,
  );
  process.exit(1);
}

const demo = join(root, 'examples', 'chinook');
/** @type {Record<string, () => Promise<number>>} */
const commands = {
  /** Every check that CI runs; what needs no database is done, and cached, while the driver still compiles. */
  async test() {
    // Through pnpm, so that it stands on the path of everything that runs below.
    const { program, args } = pnpmCommand();
    /** @type {Promise<unknown> | undefined} */
    let early;
    const onLinked = () => {
      early = capture(program, [...args, 'run', '--silent', 'ci:prepare'], { env: linkEarlyTools() });
    };
    await step('install', () => install({ onLinked }));
    // Not both at once: they would do the same work twice. What failed here is done again there, and shown.
    if (early) await step('prepare', () => early ?? Promise.resolve());
    return run(program, [...args, 'run', '--silent', 'ci:test']);
  },
  /** The example, built while the native part of the driver still compiles. */
  async demo() {
    const tsc = join(demo, 'node_modules', 'ts7', 'bin', 'tsc');
    const build = () => run(process.execPath, [tsc, '-b', demo]);
    /** @type {Promise<number> | undefined} */
    let early;
    const onLinked = () => {
      early = build();
    };
    await step('install', () => install({ onLinked }));
    const built = await step('build', async () => (early && (await early) === 0 ? 0 : build()));
    return built === 0 ? step('demo', () => run('npm', ['run', '--silent', 'start'], { cwd: demo })) : built;
  },
};

const command = commands[process.argv[2] ?? ''];
if (!command) {
  console.error(`Usage: node scripts/bootstrap.mjs ${Object.keys(commands).join('|')}`);
  process.exit(1);
}
process.exitCode = await command().catch((/** @type {Error} */ error) => {
  console.error(`\n${error.message}`);
  return 1;
});

/**
 * Runs one part of a command and says how long it took.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function step(name, work) {
  const start = performance.now();
  try {
    return await work();
  } finally {
    console.error(`[${name}: ${((performance.now() - start) / 1000).toFixed(1)} s]`);
  }
}
