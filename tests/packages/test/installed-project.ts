/** An empty project outside of the repository with the packed packages installed by npm. */
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { capture, root } from '../../../scripts/lib/run.mjs';

const here = join(root, 'tests', 'packages');
/** Taken as they stand here, so that nothing is fetched and nothing compiles again. */
const linked = ['better-sqlite3', 'fast-check', '@types/node'];

/** A project in a temporary folder. */
export class InstalledProject {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'dorm-installed-'));

  /** Installs all packages beside the files of `fixtures/<name>`; the project is removed when the test ends. */
  static async create(name: string): Promise<InstalledProject> {
    const project = new InstalledProject();
    onTestFinished(() => rmSync(project.folder, { recursive: true, force: true }));
    cpSync(join(here, 'fixtures', name), project.folder, { recursive: true });
    const links = Object.fromEntries(
      linked.map((dependency) => [dependency, `file:${realpathSync(join(here, 'node_modules', dependency))}`]),
    );
    const tarballs = Object.entries(inject('tarballs')).map(([dependency, file]) => [dependency, `file:${file}`]);
    const manifest = {
      name: 'installed',
      private: true,
      type: name === 'esm' || name === 'two-copies' ? 'module' : 'commonjs',
      dependencies: { ...links, ...Object.fromEntries(tarballs) },
      overrides: Object.fromEntries(linked.map((dependency) => [dependency, `$${dependency}`])),
    };
    writeFileSync(join(project.folder, 'package.json'), JSON.stringify(manifest));
    await project.#run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund']);
    return project;
  }

  /** Compiles the project by both compilers, declarations of dependencies included. Throws with what they say. */
  async compile(): Promise<void> {
    for (const compiler of ['ts7', 'typescript']) {
      await this.#run(process.execPath, [join(root, 'node_modules', compiler, 'bin', 'tsc'), '-p', '.']);
    }
  }

  /** Runs a compiled file and returns what it prints. Throws when it fails. */
  node(file: string, ...flags: string[]): Promise<string> {
    return this.#run(process.execPath, [...flags, file]);
  }

  async #run(program: string, args: readonly string[]): Promise<string> {
    const { code, output } = await capture(program, args, { cwd: this.folder });
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${output}`);
    return output.trim();
  }
}
