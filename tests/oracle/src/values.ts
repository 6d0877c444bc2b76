/** Values: from the fixture's neutral form to what dorm's fields take. */
import { isData } from './case.js';

const MORE_THAN_MILLISECONDS = /\.\d{3}\d*[1-9]\d*Z$/;

/** `{ $date: '2008-01-01' }` and its like; any other value as it is. @throws Error for a tag that no reader knows. */
export function readValue(value: unknown): unknown {
  if (!isData(value)) return value;
  const [[tag, content] = []] = Object.entries(value);
  const text = String(content);
  switch (tag) {
    case '$date':
    case '$time':
    case '$decimal':
      return text;
    case '$datetime':
      return MORE_THAN_MILLISECONDS.test(text) ? text : new Date(text);
    case '$duration':
      return Number(content);
    case '$big':
      return BigInt(text);
    case '$json':
      return content;
    default:
      throw new Error(`The runner knows no value '${tag}'.`);
  }
}

/** Whether an object of the fixture is a value, and no expression. */
export function isTagged(value: unknown): boolean {
  return isData(value) && Object.keys(value)[0]?.startsWith('$') === true;
}
