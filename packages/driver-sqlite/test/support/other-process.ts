/** Another process that uses the same file, with plain better-sqlite3. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('./other-process.mjs', import.meta.url));

/** Starts it and waits until it says that it is ready. */
export async function otherProcess(
  task: 'hold' | 'read' | 'count',
  file: string,
  amount: number,
): Promise<{ readonly exit: Promise<number | null> }> {
  const child = spawn(process.execPath, [script, task, file, String(amount)], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit').then(() => child.exitCode);
  if (child.stdout === null) throw new Error('no output to wait for');
  await once(child.stdout, 'data');
  return { exit };
}
