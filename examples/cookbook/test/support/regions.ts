/** Finds the code between `// #region name` and `// #endregion` in a source file. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The regions of a file of this example by name, with their common indentation removed. */
export function regionsOf(path: string): ReadonlyMap<string, string> {
  const source = readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
  const regions = new Map<string, string>();
  for (const [, name, body] of source.matchAll(/^ *\/\/ #region (\S+)\n([\s\S]*?)^ *\/\/ #endregion$/gm)) {
    if (regions.has(name!)) throw new Error(`${path} has two regions '${name}'`);
    regions.set(name!, dedent(body!));
  }
  return regions;
}

function dedent(text: string): string {
  const lines = text.trimEnd().split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join('\n');
}
