/** What the type tests import; one line decides whether that is the real package or its types alone. */
export * from './values.js';
