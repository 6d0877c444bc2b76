/** The mark of a QuerySet, on its own so that conditions can tell one without depending on its class. */
import { type Brand, brand } from '../config/brand.js';

export const QUERYSET: Brand = brand('queryset');
