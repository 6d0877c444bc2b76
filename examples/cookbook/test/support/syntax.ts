/** Parses a snippet. */
import ts from 'typescript';

/** What makes the text no TypeScript at all, whatever its names lead to. */
export function syntaxErrors(code: string): readonly string[] {
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { diagnostics = [] } = ts.transpileModule(code, { compilerOptions: options, reportDiagnostics: true });
  return diagnostics.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'));
}
