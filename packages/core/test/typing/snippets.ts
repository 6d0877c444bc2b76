/** Snippets of TypeScript checked in memory, beside the models of the type tests: their errors and hovers as an editor shows them. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const folder = fileURLToPath(new URL('../../test-d/', import.meta.url));
const prelude = `import { Author, Post, Comment, blog, type PostQuerySet } from './models.js';
import { Count, defineApp, F, f, Model, Prefetch, Q, ref, Sum, type RelatedManager, type ReverseOneToOne } from './surface.js';
export {};
`;

export interface Snippets {
  /** The first error of a snippet, its whole chain on one line; empty when there is none. */
  error(code: string): string;
  /** What hovering shows at the first place of `word` in a snippet. */
  hover(code: string, word: string): string;
}

/** One program for all snippets, so that the types are loaded once. */
export function openSnippets(): Snippets {
  const config = ts.readConfigFile(`${folder}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
  const files = new Map<string, string>();
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...files.keys()],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = files.get(name) ?? ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => files.has(name) || ts.sys.fileExists(name),
    readFile: (name) => files.get(name) ?? ts.sys.readFile(name),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });

  function write(code: string): string {
    const name = `${folder}snippet-${files.size}.ts`;
    files.set(name, prelude + code);
    return name;
  }
  return {
    error(code) {
      const [first] = service.getSemanticDiagnostics(write(code));
      return first === undefined ? '' : ts.flattenDiagnosticMessageText(first.messageText, ' ').replace(/\s+/g, ' ');
    },
    hover(code, word) {
      const name = write(code);
      const info = service.getQuickInfoAtPosition(name, prelude.length + code.indexOf(word));
      return ts.displayPartsToString(info?.displayParts).replace(/\s+/g, ' ');
    },
  };
}
