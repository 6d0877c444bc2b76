/** No `any` in a public declaration: it would switch off the types of whoever meets it. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { readPublicApi } from '../lib/public-api.mjs';

/** Where `any` is allowed: how often in which export, and why. */
const listFile = 'scripts/checks/any-allowed.json';

/**
 * @param {string} root
 * @returns {import('./index.mjs').Result}
 */
export function checkAny(root) {
  const { packages, problems } = readPublicApi(root);
  /** @type {Record<string, { count: number, reason: string }>} */
  const allowed = existsSync(join(root, listFile)) ? JSON.parse(readFileSync(join(root, listFile), 'utf8')) : {};
  /** @type {Map<string, { count: number, lines: Set<string> }>} by export: one that two doors share is one */
  const found = new Map();
  /** @type {Set<ts.Declaration>} */
  const seen = new Set();

  for (const { name: pkg, doors } of packages) {
    for (const { name, declarations } of doors.flatMap(({ exports }) => exports)) {
      for (const declaration of declarations.filter((node) => !seen.has(node))) {
        seen.add(declaration);
        const nodes = findAny(declaration);
        if (nodes.length === 0) continue;
        const entry = found.get(`${pkg} ${name}`) ?? { count: 0, lines: new Set() };
        entry.count += nodes.length;
        for (const node of nodes) entry.lines.add(describe(root, node));
        found.set(`${pkg} ${name}`, entry);
      }
    }
  }

  for (const [key, { count, lines }] of found) {
    const limit = allowed[key]?.count ?? 0;
    if (count === limit) continue;
    const known = limit === 0 ? '' : `, ${listFile} says ${limit}`;
    problems.push(`${key}: ${count} times \`any\`${known}\n${[...lines].map((line) => `  ${line}`).join('\n')}`);
  }
  for (const [key, { reason }] of Object.entries(allowed)) {
    if (!found.has(key)) problems.push(`${listFile}: ${key} has no \`any\` any more, remove the entry`);
    if (!reason) problems.push(`${listFile}: ${key} needs a reason`);
  }
  return { passed: problems.length === 0 ? 1 : 0, problems, notes: [] };
}

/** @param {ts.Node} declaration */
function findAny(declaration) {
  /** @type {ts.Node[]} */
  const nodes = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return nodes;
}

/**
 * @param {string} root
 * @param {ts.Node} node
 */
function describe(root, node) {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  const text = source.text.split('\n')[line] ?? '';
  return `${relative(root, source.fileName)}:${line + 1}: ${text.trim().slice(0, 140)}`;
}
