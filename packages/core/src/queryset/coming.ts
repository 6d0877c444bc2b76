/** What is typed and comes later: each method says so itself, at the moment it is called. */
import { NotSupportedError } from '../errors/index.js';

const COMING = ['selectForUpdate', 'union'] as const;

/** Gives a QuerySet's prototype the methods that have types already and no body yet. */
export function addComing(prototype: object): void {
  for (const name of COMING) refuse(prototype, name);
}

function refuse(prototype: object, name: string): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value(): never {
      throw comesLater(`${name}()`);
    },
  });
}

/** The error of something that has its types already. */
export function comesLater(what: string): NotSupportedError {
  return new NotSupportedError(`${what} is typed already and comes in a later version.`, {
    hint: 'README.md lists what works today and what is typed already',
  });
}
