/**
 * Type-checks the named projects of the current package with TypeScript 6 and 7, so that neither is left behind.
 * Usage, in a package: `node ../../scripts/typecheck.mjs tsconfig.json test/tsconfig.json`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const compilers = { 'TypeScript 6': 'typescript', 'TypeScript 7': 'ts7' };
// What a build would write has no place in a check, and neither compiler may touch the other's build information.
const building = ['--noEmit', '--composite', 'false', '--incremental', 'false', '--tsBuildInfoFile', 'null'];
// Declarations of others are half of the time. Our own are checked by the build, and by tests/packages as users meet them.
const options = [...building, '--skipLibCheck'];

let failed = false;
for (const project of process.argv.slice(2)) {
  if (!existsSync(project)) {
    console.error(`typecheck: ${project} does not exist`);
    failed = true;
    continue;
  }
  for (const [name, folder] of Object.entries(compilers)) {
    const compiler = fileURLToPath(new URL(`../node_modules/${folder}/bin/tsc`, import.meta.url));
    const { status } = spawnSync(process.execPath, [compiler, '-p', project, ...options], { stdio: 'inherit' });
    if (status !== 0) {
      console.error(`typecheck: ${project} does not hold on ${name}`);
      failed = true;
    }
  }
}
process.exitCode = failed ? 1 : 0;
