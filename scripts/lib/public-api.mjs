/** What the packages export, read from the declarations that their build wrote. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { entryPoints, readPackages } from './workspace.mjs';

/**
 * @typedef {object} Exported
 * @property {string} name
 * @property {'value' | 'type' | 'value+type'} kind a class is both
 * @property {readonly ts.Declaration[]} declarations where it is really declared
 *
 * @typedef {object} Door
 * @property {string} specifier such as `@dorm/core/driver`
 * @property {Exported[]} exports by name
 *
 * @typedef {object} PublicPackage
 * @property {string} name
 * @property {string} folder
 * @property {Door[]} doors
 */

/**
 * Reads the exports of every published package.
 *
 * @param {string} root
 * @returns {{ packages: PublicPackage[], problems: string[] }} a problem is a door whose declarations are not there
 */
export function readPublicApi(root) {
  const packages = readPackages(root).map((pkg) => ({ ...pkg, entries: [...entryPoints(pkg)] }));
  const files = packages.flatMap(({ entries }) => entries.map(([, file]) => file));
  const problems = files
    .filter((file) => !existsSync(join(root, file)))
    .map((file) => `${file}: is named in exports and was not built`);
  const program = ts.createProgram(
    files.map((file) => join(root, file)),
    { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, noEmit: true, types: [], skipLibCheck: true },
  );
  const checker = program.getTypeChecker();

  return {
    problems,
    packages: packages.map(({ name, folder, entries }) => ({
      name,
      folder,
      doors: entries.map(([specifier, file]) => ({ specifier, exports: readDoor(file) })),
    })),
  };

  /** @param {string} file */
  function readDoor(file) {
    const source = program.getSourceFile(join(root, file));
    const symbol = source && checker.getSymbolAtLocation(source);
    const exported = symbol ? checker.getExportsOfModule(symbol) : [];
    return exported.map(describe).sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /**
   * @param {ts.Symbol} symbol
   * @returns {Exported}
   */
  function describe(symbol) {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const value = Boolean(target.flags & ts.SymbolFlags.Value) && !symbol.declarations?.some(isTypeOnlyExport);
    const type = Boolean(target.flags & ts.SymbolFlags.Type) || !value;
    return {
      name: symbol.name,
      kind: value && type ? 'value+type' : value ? 'value' : 'type',
      declarations: target.declarations ?? [],
    };
  }
}

/** @param {ts.Declaration} node */
function isTypeOnlyExport(node) {
  return ts.isExportSpecifier(node) && (node.isTypeOnly || node.parent.parent.isTypeOnly);
}
