/** Finds the code of a scene in its source file, so that what is printed is what ran. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The lines between `// #region name` and `// #endregion`, with their common indentation removed.
 *
 * @param file a source file of this example: `scenes.ts`
 * @returns null where the sources are not there: a bundle that was moved elsewhere still answers
 */
export function codeOf(file: string, name: string): string | null {
  const path = fileURLToPath(new URL(`../src/${file}`, import.meta.url));
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  const end = lines.findIndex((line, index) => index > start && line.trim() === '// #endregion');
  if (start < 0 || end < 0) throw new Error(`${file} has no region '${name}'`);
  const region = lines.slice(start + 1, end);
  const indent = Math.min(...region.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return region.map((line) => line.slice(indent)).join('\n');
}
