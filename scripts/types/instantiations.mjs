/** What a compiler spends on one fixture: instantiations, which are exact, and seconds, which are not. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixtureText } from './fixtures.mjs';
import { coreTypes, fixtureConfig } from './language-service.mjs';

/** The folders of the supported compilers in node_modules. */
export const compilers = { 'TypeScript 6': 'typescript', 'TypeScript 7': 'ts7' };

/**
 * @typedef {keyof typeof compilers} Compiler
 * @param {import('./fixtures.mjs').Fixture} fixture
 * @param {Compiler} compiler
 * @returns {{ instantiations: number, seconds: number }}
 */
export function compileFixture(fixture, compiler) {
  const folder = mkdtempSync(join(tmpdir(), 'dorm-types-'));
  try {
    writeFileSync(join(folder, 'fixture.ts'), fixtureText(fixture, coreTypes));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: fixtureConfig, files: ['fixture.ts'] }),
    );
    const tsc = fileURLToPath(new URL(`../../node_modules/${compilers[compiler]}/bin/tsc`, import.meta.url));
    const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', folder, '--extendedDiagnostics'], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(`the fixture does not compile on ${compiler}:\n${stdout.slice(0, 4_000)}`);
    return { instantiations: figure(stdout, 'Instantiations'), seconds: figure(stdout, 'Check time') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} diagnostics
 * @param {string} name
 */
function figure(diagnostics, name) {
  const found = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(diagnostics)?.[1];
  if (found === undefined) throw new Error(`the compiler did not print '${name}':\n${diagnostics.slice(0, 2_000)}`);
  return Number(found);
}
