/** The whole demo as a process: bundled and minified it prints the same, without colours where nobody sees them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = here('../.tmp/');
const plain = here('../.tmp/demo.mjs');
const minified = here('../.tmp/demo.min.mjs');

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  await bundle(plain, false);
  await bundle(minified, true);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the demo', () => {
  it('S-091: prints every scene and both mistakes, and ends by itself', () => {
    const output = run(plain);
    for (const text of [
      'Antônio Carlos Jobim',
      'LEFT JOIN',
      'Occupation / Precipice',
      'NoSuchField<Artist, "nme">',
      'hint:',
    ]) {
      expect(output).toContain(text);
    }
  });

  it('T-110: prints the same when it is minified', () => {
    expect(withoutTimes(run(minified))).toBe(withoutTimes(run(plain)));
  });

  it('is plain text in a pipe, in CI and with NO_COLOR; colours can be forced', () => {
    const colour = '\u001b[';
    expect(run(plain, { CI: '1' })).not.toContain(colour);
    expect(run(plain, { NO_COLOR: '1' })).not.toContain(colour);
    expect(run(plain, { FORCE_COLOR: '1' })).toContain(colour);
  });
});

function run(file: string, extra: Record<string, string> = {}): string {
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    timeout: 15_000,
    env: { ...inherited, ...extra },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

function withoutTimes(output: string): string {
  return output.replace(/\d+\.\d ms/g, '_ ms');
}

async function bundle(outfile: string, minify: boolean): Promise<void> {
  await build({
    entryPoints: [here('../src/demo.ts')],
    outfile,
    minify,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['better-sqlite3'],
    // The sources, as in every other test, so that no build is needed.
    alias: {
      '@dorm/core/driver': here('../../../packages/core/src/driver.ts'),
      '@dorm/core': here('../../../packages/core/src/index.ts'),
      '@dorm/query': here('../../../packages/query/src/index.ts'),
      '@dorm/driver-sqlite': here('../../../packages/driver-sqlite/src/index.ts'),
    },
    // What is CommonJS inside asks for Node's own modules by require.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
}
