/** Reads the pages of the documentation: sections, code blocks, links. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Block {
  /** What the page promises: the word in backquotes that begins the paragraph before the block. */
  readonly mark: string | null;
  readonly language: string;
  /** What follows the language: the name of a region. */
  readonly name: string;
  readonly code: string;
  /** Where it stands, for messages. */
  readonly line: number;
}

export interface Section {
  readonly title: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** The path of a file of the repository. */
export function repository(path: string): string {
  return fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
}

export function readPage(path: string): string {
  return readFileSync(repository(path), 'utf8');
}

/** The sections of the second level; what stands before the first of them has an empty title. */
export function sectionsOf(page: string): readonly Section[] {
  const sections: Section[] = [];
  let line = 1;
  for (const text of page.split(/^(?=## )/m)) {
    const title = /^## (.*)$/m.exec(text)?.[1] ?? '';
    sections.push({ title, text, blocks: blocksOf(text, line) });
    line += text.split('\n').length - 1;
  }
  return sections;
}

function blocksOf(text: string, firstLine: number): readonly Block[] {
  const blocks: Block[] = [];
  for (const found of text.matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm)) {
    const before = text.slice(0, found.index);
    const paragraph =
      before
        .trimEnd()
        .split(/\n\s*\n/)
        .at(-1) ?? '';
    blocks.push({
      mark: /^`(\w+)` /.exec(paragraph)?.[1] ?? null,
      language: found[1]!,
      name: found[2] ?? '',
      code: found[3]!.trimEnd(),
      line: firstLine + before.split('\n').length - 1,
    });
  }
  return blocks;
}
