/** Installs the dependencies with the pinned pnpm, and does nothing at once when they are there. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pnpmCommand, root, run } from './run.mjs';

const stampFile = join(root, 'node_modules', '.dorm-install');

/**
 * Installs everything that the lockfile names.
 *
 * @param {{ onLinked?: () => void }} [options] `onLinked` is called when all packages are in their places and only
 *   the native one still compiles, on another core
 * @throws when pnpm fails, with the end of what it said printed before
 */
export async function install({ onLinked = () => {} } = {}) {
  const folders = listFolders();
  const state = fingerprint(folders);
  const complete = folders.every((folder) => existsSync(join(root, folder, 'node_modules')));
  if (complete && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === state) return;
  // A broken-off install must not look like a finished one.
  rmSync(stampFile, { force: true });

  const { program, args } = pnpmCommand();
  const watcher = watchInstall(onLinked);
  const options = ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
  const code = await run(program, [...args, ...options], { onLine: watcher.line });
  if (code !== 0) {
    console.error(watcher.tail());
    throw new Error(`pnpm install failed with exit code ${code}.${watcher.hint()}`);
  }
  writeFileSync(stampFile, state);
}

/** The packages of the workspace, and its root. */
function listFolders() {
  const parents = ['packages', 'examples', 'tests'].filter((parent) => existsSync(join(root, parent)));
  const children = parents.flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(parent, name)));
  return ['.', ...children.filter((folder) => existsSync(join(root, folder, 'package.json'))).sort()];
}

/**
 * A hash of all that decides what an install writes: the lockfile, the manifests, Node's binary interface.
 *
 * @param {readonly string[]} folders
 */
function fingerprint(folders) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...folders.map((folder) => join(folder, 'package.json'))];
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/**
 * Turns pnpm's stream of lines into the few that a person waits for.
 *
 * @param {() => void} onLinked
 */
function watchInstall(onLinked) {
  /** @type {string[]} */
  const lines = [];
  let native = /** @type {'unseen' | 'started' | 'compiling'} */ ('unseen');
  let since = 0;
  const say = (/** @type {string} */ text) => console.error(`install: ${text}`);
  say('fetching packages from the npm registry');

  return {
    line(/** @type {string} */ line) {
      lines.push(line);
      if (!line.includes('better-sqlite3 install')) return;
      if (native === 'unseen') {
        native = 'started';
        since = performance.now();
      } else if (native === 'started' && line.includes('gyp info')) {
        native = 'compiling';
        onLinked();
        say('better-sqlite3: no prebuilt binary for this machine: compiling, about a minute');
      } else if (line.endsWith('install: Done')) {
        say(`better-sqlite3 is ready after ${((performance.now() - since) / 1000).toFixed(0)} s`);
      }
    },
    tail: () => lines.slice(-60).join('\n'),
    hint: () =>
      native === 'compiling'
        ? ' Compiling better-sqlite3 needs Python 3, make and a C++ compiler on this machine.'
        : '',
  };
}
