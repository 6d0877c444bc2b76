/** What the type tests are about: the package as applications import it. */
export * from '../src/index.js';
