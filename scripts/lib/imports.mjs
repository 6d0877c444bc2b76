/** What a source file imports, and whether it still does when types are stripped. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

/**
 * @typedef {object} Import
 * @property {string} specifier
 * @property {boolean} typeOnly gone at run time
 */

/**
 * Reads the imports, re-exports and dynamic imports of a file.
 *
 * @param {string} root
 * @param {string} path relative to `root`
 * @returns {Import[]}
 */
export function readImports(root, path) {
  const source = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest);
  /** @type {Import[]} */
  const imports = [];
  /**
   * @param {ts.Node | undefined} specifier
   * @param {boolean} typeOnly
   */
  const add = (specifier, typeOnly) => {
    if (specifier && ts.isStringLiteralLike(specifier)) imports.push({ specifier: specifier.text, typeOnly });
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    // `import { type A }` keeps its module at run time (verbatimModuleSyntax): only `import type` drops it.
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

/**
 * The file that a relative specifier means.
 *
 * @param {string} root
 * @param {string} from path of the importing file, relative to `root`
 * @param {string} specifier
 * @returns {string | undefined} a path relative to `root`; undefined when no such file exists
 */
export function resolveRelative(root, from, specifier) {
  const path = posix.join(dirname(from), specifier);
  return [path, path.replace(/\.js$/, '.ts'), path.replace(/\.mjs$/, '.mts')].find((file) =>
    existsSync(join(root, file)),
  );
}

/**
 * The package that a bare specifier names: `@dorm/core` for `@dorm/core/driver`.
 *
 * @param {string} specifier
 */
export function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
