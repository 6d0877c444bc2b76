/** A language service over files in memory: what an editor asks while somebody types. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The types of @dorm/core without its runtime, to be imported by fixtures. */
export const coreTypes = fileURLToPath(new URL('../../packages/core/test-d/values.js', import.meta.url));

/** The options of every fixture, as a tsconfig.json has them. */
export const fixtureConfig = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  lib: ['ES2023'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  useDefineForClassFields: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  noEmit: true,
};

/**
 * Opens files that exist in memory only. They lie in a folder beside the sources of core, so that relative imports reach those.
 *
 * @param {Record<string, string>} files text by name
 */
export function openProject(files) {
  const folder = join(dirname(coreTypes), 'in-memory');
  /** @type {Map<string, { text: string, version: number }>} */
  const open = new Map(Object.entries(files).map(([name, text]) => [join(folder, name), { text, version: 0 }]));
  const { options } = ts.convertCompilerOptionsFromJson(fixtureConfig, folder);
  /** @type {ts.LanguageServiceHost} */
  const host = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...open.keys()],
    getScriptVersion: (name) => String(open.get(name)?.version ?? 0),
    getScriptSnapshot: (name) => {
      const text = open.get(name)?.text ?? ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => open.has(name) || ts.sys.fileExists(name),
    readFile: (name) => open.get(name)?.text ?? ts.sys.readFile(name),
    directoryExists: (name) => name === folder || ts.sys.directoryExists(name),
  };
  const service = ts.createLanguageService(host);

  return {
    /**
     * Replaces a file, as typing in an editor does.
     *
     * @param {string} name
     * @param {string} text
     */
    write(name, text) {
      const file = join(folder, name);
      open.set(file, { text, version: (open.get(file)?.version ?? -1) + 1 });
    },
    /**
     * The names offered where `|` stands in the text, which becomes the file's text without it.
     *
     * @param {string} name
     * @param {string} textWithCursor
     * @returns {string[]}
     */
    complete(name, textWithCursor) {
      const cursor = textWithCursor.indexOf('|');
      this.write(name, textWithCursor.replace('|', ''));
      return service.getCompletionsAtPosition(join(folder, name), cursor, {})?.entries.map((entry) => entry.name) ?? [];
    },
    /**
     * What hovering shows at the first place where `word` stands in the text, which becomes the file's text.
     *
     * @param {string} name
     * @param {string} text
     * @param {string} word
     */
    hover(name, text, word) {
      this.write(name, text);
      const info = service.getQuickInfoAtPosition(join(folder, name), text.indexOf(word));
      return ts.displayPartsToString(info?.displayParts ?? []);
    },
  };
}
