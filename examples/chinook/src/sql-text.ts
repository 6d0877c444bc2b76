/** Lays a statement out for reading: a line for each clause, long lists wrapped, calls of functions left whole. */

// Values are bound, so the text has no words but SQL's own and quoted names; a subquery without a quoted name stays on its line.
const clause = / (?=(?:from "|(?:left |inner )join|where|group by|having|order by|limit) ?)/i;

/**
 * @param sql one line
 * @param width the most characters of a line, where a list can be broken
 */
export function layOut(sql: string, width: number): string {
  return sql
    .split(clause)
    .flatMap((text, index) => wrap(index === 0 ? text : `  ${text}`, width))
    .join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const item of text.split(/(?<=, )(?![^()]*\))/)) {
    if (line !== '' && line.length + item.trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = '    ';
    }
    line += item;
  }
  return [...lines, line];
}
