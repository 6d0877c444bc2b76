import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it, onTestFinished } from 'vitest';
import { capture, root } from '../../../scripts/lib/run.mjs';

const example = join(root, 'examples', 'chinook');

async function run(file: string): Promise<string> {
  const { code, output } = await capture(process.execPath, [file], { cwd: example });
  expect(code, output).toBe(0);
  // Times differ from run to run, nothing else may.
  return output.replace(/\d+(\.\d+)? m?s\b/g, '<time>');
}

it('gives the same answers from one minified file', async () => {
  // As deep as dist/ is, so that the data is found where the example looks for it.
  const folder = join(example, '.tmp');
  mkdirSync(folder, { recursive: true });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bundle = join(folder, 'bundle.mjs');
  await build({
    entryPoints: [join(example, 'dist', 'demo.js')],
    outfile: bundle,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // The native part is a file of its own; what it stands beside stays CommonJS.
    external: ['better-sqlite3'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  const unbundled = await run(join(example, 'dist', 'demo.js'));
  expect(unbundled).toMatch(/Antônio Carlos Jobim/);
  expect(await run(bundle)).toBe(unbundled);
});
