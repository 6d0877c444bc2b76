/** `npm start`: asks the Chinook database a few questions and shows code, SQL, answers and times. */
import { captureQueries } from '@dorm/core';
import { closeChinook, openChinook } from './database.js';
import { compileMistake, runtimeMistake } from './mistakes.js';
import { answers, code, heading, remark, statistics, warning } from './print.js';
import { scenes } from './scenes.js';
import { codeOf } from './source.js';

openChinook();
try {
  for (const [index, scene] of scenes.entries()) {
    const start = performance.now();
    const { result, queries } = await captureQueries(() => scene.run());
    const ms = performance.now() - start;
    const title = `${heading(index + 1, scene.title)}\n${remark(scene.note)}`;
    show(title, source('scenes.ts', scene.name), statistics(queries, ms), answers(result));
  }
  show(
    heading(scenes.length + 1, 'A misspelt field does not compile'),
    code(compileMistake.code),
    warning(`error: ${compileMistake.message}`),
  );
  const error = await runtimeMistake();
  show(
    heading(scenes.length + 2, 'Nor does it run, when the name comes from a request'),
    source('mistakes.ts', 'runtime'),
    warning(`${error.name}: ${error.message}`),
  );
} finally {
  await closeChinook();
}

/** Prints blocks with an empty line between them; the code of a moved bundle is not there to print. */
function show(...blocks: readonly (string | null)[]): void {
  console.log(blocks.filter((block) => block !== null).join('\n\n'));
}

function source(file: string, region: string): string | null {
  const text = codeOf(file, region);
  return text === null ? null : code(text);
}
