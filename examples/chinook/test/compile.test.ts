/** The compile error that the demo quotes is the one that TypeScript gives. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { compileMistake } from '../src/mistakes.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

it('the quoted mistake fails to compile with the quoted message, and with no other', () => {
  const file = here('mistake.ts');
  const options: ts.CompilerOptions = {
    ...ts.parseJsonConfigFileContent(
      ts.readConfigFile(here('tsconfig.json'), ts.sys.readFile).config,
      ts.sys,
      here('.'),
    ).options,
    paths: { '@dorm/*': [here('../../../packages/*/src/index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const source = `import { Track } from '../src/models.js';\n${compileMistake.code}\n`;
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? source : readFile(name));
  host.getSourceFile = (name, languageVersion, ...rest) =>
    name === file
      ? ts.createSourceFile(name, source, languageVersion)
      : getSourceFile.call(host, name, languageVersion, ...rest);
  const program = ts.createProgram([file], options, host);
  const found = program.getSemanticDiagnostics(program.getSourceFile(file));
  const messages = found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'));
  expect(messages.map(sorted)).toEqual([sorted(compileMistake.message)]);
});

/** The members of a union come in the order in which the compiler met them, which says nothing. */
function sorted(message: string): string {
  return message.replace(/'([^']* \| [^']*)'/g, (_, union: string) => `'${union.split(' | ').sort().join(' | ')}'`);
}
