/** The door for feature packages: filters that always hold, and values that stand around a call. */
export { Ambient } from './execution/ambient.js';
export { isolate, show } from './model/standing-filters.js';
