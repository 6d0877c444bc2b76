/** How long an editor waits for completions and hovers while somebody types, through the language service. */
import { fixtureText, modelFiles, wideModelText } from './fixtures.mjs';
import { coreTypes, openProject } from './language-service.mjs';

/**
 * @typedef {{ name: string, files: () => Record<string, string>, file: string, head: () => string, model: string, own: string }} Project
 * @typedef {{ project: string, question: string, milliseconds: number, answers: number }} Latency
 */

/** @type {readonly Project[]} */
const projects = [
  ...[100, 200].map((models) => ({
    name: `${models} models`,
    files: () => ({ 'models.ts': fixtureText({ models, rounds: 0, mix: 'none' }, coreTypes) }),
    file: 'query.ts',
    head: () => "import { M5 } from './models.js';\n",
    model: 'M5',
    own: 'name',
  })),
  {
    name: 'model file of 30 fields',
    files: () => ({}),
    file: 'wide.ts',
    head: () => wideModelText(30, coreTypes),
    model: 'Wide',
    own: 'field0',
  },
  {
    name: 'project of 300 models',
    files: () => modelFiles(300, coreTypes),
    file: 'query.ts',
    head: () => "import { M5 } from './m5.js';\n",
    model: 'M5',
    own: 'name',
  },
];

/**
 * What is typed, with `|` where the editor asks, and a name that the answer must hold; `hover` asks about the word before the `|`.
 *
 * @type {readonly { name: string, code: string, expected: (project: Project) => string, hover?: boolean }[]}
 */
const questions = [
  { name: 'filter({ | })', code: '$.objects.filter({ | })', expected: ({ own }) => `${own}__iContains` },
  { name: 'filter({ parent__| })', code: '$.objects.filter({ parent__| })', expected: ({ own }) => `parent__${own}` },
  { name: "orderBy('|')", code: "$.objects.orderBy('|')", expected: ({ own }) => `-${own}` },
  {
    name: 'hover',
    code: "const rows = await $.objects.values('parent__pk')|;",
    expected: () => 'parent__pk',
    hover: true,
  },
];

/**
 * Asks every question of every project, after an edit each time, and takes the best of five warm answers: other work on the machine must
 * not fail the check.
 *
 * @param {{ quick?: boolean }} [options] quick: one question of the first project
 * @returns {Latency[]}
 */
export function measureLatency({ quick = false } = {}) {
  const measured = quick ? projects.slice(0, 1) : projects;
  // A first pass is thrown away: it measures how the engine compiles the compiler.
  for (const project of projects.slice(0, 1)) measureProject(project, quick);
  return measured.flatMap((project) => measureProject(project, quick));
}

/**
 * @param {Project} project
 * @param {boolean} quick
 */
function measureProject(project, quick) {
  const head = project.head();
  const service = openProject({ ...project.files(), [project.file]: head });
  return (quick ? questions.slice(0, 1) : questions).map((question) => {
    const expected = question.expected(project);
    const ask = (/** @type {number} */ edit) => {
      const code = `${head}const edit${edit} = ${edit};\n${question.code.replace('$', project.model)}`;
      const start = performance.now();
      const answers = question.hover
        ? [service.hover(project.file, code.replace('|', ''), 'rows')]
        : service.complete(project.file, code);
      const milliseconds = performance.now() - start;
      if (!answers.some((answer) => (question.hover ? answer.includes(expected) : answer === expected)))
        throw new Error(`${project.name}, ${question.name}: '${expected}' is not among ${answers.length} answers`);
      return { milliseconds, answers: answers.length };
    };
    ask(0); // cold: reads and parses what the project needs
    const asked = [1, 2, 3, 4, 5].map(ask);
    const milliseconds = Math.min(...asked.map((answer) => answer.milliseconds));
    const answers = Math.max(...asked.map((answer) => answer.answers));
    return { project: project.name, question: question.name, milliseconds, answers };
  });
}
