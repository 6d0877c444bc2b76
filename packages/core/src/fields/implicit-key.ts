/** The key `id` of models that name none. Which automatic field it is, the configuration says. */

import { processState } from '../config/process-state.js';
import { currentScope } from '../execution/scope.js';
import type { FieldKind, FieldSpec } from './field-spec.js';
import { auto, bigAuto, smallAuto } from './number.js';

export const IMPLICIT_KEY: FieldSpec = bigAuto();
const KINDS: Readonly<Record<'bigAuto' | 'auto' | 'smallAuto', FieldKind>> = {
  bigAuto: IMPLICIT_KEY.kind,
  auto: auto().kind,
  smallAuto: smallAuto().kind,
};

/** What the configuration around this call makes it: `defaultAutoField`. */
export function implicitKeyKind(): FieldKind {
  const dorm = currentScope().dorm ?? processState.dorm;
  return KINDS[dorm?.settings.defaultAutoField ?? 'bigAuto'];
}
