/**
 * The examples of a Markdown page: its fenced `ts` blocks and the `text` blocks that say what they print.
 * The word after `ts` in a fence says how a block is meant:
 *   nothing        a program of its own; on a page of fragments, code that is only shown
 *   program        a program of its own, on a page of fragments
 *   continued      goes on where the program before ended; its output is added to that one's
 *   compile-error  goes on likewise, and the compiler refuses it with the text that follows
 *   throws         goes on likewise, and fails when it runs, with the text that follows
 */

/**
 * @typedef {object} Example
 * @property {number} line of the first fence, from 1
 * @property {number} length lines that are not empty
 * @property {'runs' | 'compile-error' | 'throws'} kind
 * @property {string} code the whole program
 * @property {string} [expected] what is printed; undefined when the page does not say
 */

/**
 * @param {string} markdown
 * @param {{ fragments?: boolean }} [page] fragments: a block without a word is only shown
 * @returns {Example[]}
 * @throws when a fence has a word that is not known
 */
export function readExamples(markdown, { fragments = false } = {}) {
  /** @type {Example[]} */
  const examples = [];
  /** @type {Example | undefined} */
  let program;
  /** The example that a `text` block would be about. @type {Example | undefined} */
  let above;
  for (const { language, word, line, body } of fences(markdown)) {
    if (language === 'text' && above) {
      above.expected = above.expected === undefined ? body : `${above.expected}\n${body}`;
    }
    above = undefined;
    if (language !== 'ts' || (fragments && word === '')) continue;

    const length = body.split('\n').filter((text) => text.trim() !== '').length;
    if (word === 'continued' && program) {
      program.code += `\n${body}`;
      program.length += length;
      above = program;
    } else if (word === (fragments ? 'program' : '')) {
      above = program = { line, length, kind: 'runs', code: body };
      examples.push(program);
    } else if (word === 'compile-error' || word === 'throws') {
      above = { line, length, kind: word, code: `${program?.code ?? ''}\n${body}` };
      examples.push(above);
    } else {
      throw new Error(`line ${line}: \`ts ${word}\` is unknown or has nothing before it that it could go on from`);
    }
  }
  return examples;
}

/** @param {string} markdown */
function* fences(markdown) {
  const lines = markdown.split(/\r?\n/);
  for (let start = 0; start < lines.length; start++) {
    const opening = /^```(\w+)\s*(.*)$/.exec(lines[start] ?? '');
    if (!opening) continue;
    const end = lines.findIndex((text, index) => index > start && text.startsWith('```'));
    const body = lines.slice(start + 1, end < 0 ? undefined : end).join('\n');
    yield { language: opening[1] ?? '', word: (opening[2] ?? '').trim(), line: start + 1, body };
    if (end < 0) return;
    start = end;
  }
}
