/** Which model a class is: told by a brand and not by class, so that models of another copy of this package count too. */
import { type Brand, brand } from '../config/brand.js';
import type { ModelMeta } from './meta.js';

export const META: Brand = brand('meta');

/** The meta of a model class, else null. */
export function metaOf(value: unknown): ModelMeta | null {
  return typeof value === 'function' && 'meta' in value && isMeta(value.meta) ? value.meta : null;
}

function isMeta(value: unknown): value is ModelMeta {
  return typeof value === 'object' && value !== null && META.has(value);
}
