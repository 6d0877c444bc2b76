/** Starting other programs: the root of the repository, their environment, and what they print. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Nothing of the toolchain reports home, and nothing asks a question that no terminal could answer. */
const environment = {
  ...process.env,
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  npm_config_confirm_modules_purge: 'false',
  npm_config_update_notifier: 'false',
};

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, onLine?: (line: string) => void, env?: Record<string, string> }} [options] `onLine` gets
 *   each line of both outputs instead of the terminal
 * @returns {Promise<number>} the exit code; 1 when a signal ended it
 */
export function run(program, args, { cwd = root, onLine, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...environment, ...env },
      stdio: onLine ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      // npm and npx are scripts there, which only a shell can start.
      shell: process.platform === 'win32' && program !== process.execPath,
    });
    if (onLine) for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine);
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program and keeps what it prints.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function capture(program, args, options = {}) {
  /** @type {string[]} */
  const lines = [];
  const code = await run(program, args, { ...options, onLine: (line) => lines.push(line) });
  return { code, output: lines.join('\n') };
}

/**
 * A program that the root of the repository installs.
 *
 * @param {string} name
 */
export function tool(name) {
  return join(root, 'node_modules', '.bin', name);
}

/** The pnpm that this process was started by when it is of the pinned major version, else the pinned one through npx. */
export function pnpmCommand() {
  const { npm_execpath: from, npm_config_user_agent: agent = '' } = process.env;
  return from !== undefined && agent.startsWith('pnpm/10.')
    ? { program: process.execPath, args: [from] }
    : { program: 'npx', args: ['--yes', 'pnpm@10.34.9'] };
}

/**
 * @param {import('node:stream').Readable | null} stream
 * @param {(line: string) => void} onLine
 */
function eachLine(stream, onLine) {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (/** @type {string} */ chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  });
  stream?.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
