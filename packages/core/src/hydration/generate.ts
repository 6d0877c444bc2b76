/** The only place that generates code: hydrators. Where that is forbidden, the loop in hydrate.ts does the same. */

/** False under a policy that forbids code generation (CSP, `--disallow-code-generation-from-strings`), or with DORM_NO_CODEGEN set. */
export const canGenerate: boolean = !process.env.DORM_NO_CODEGEN && allowed();

function allowed(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}

/** A function of our own text; what it needs from outside is handed in by name. */
export function generate<F>(
  parameters: readonly string[],
  body: string,
  names: readonly string[],
  values: readonly unknown[],
): F {
  const make = new Function(...names, `"use strict";return function(${parameters.join(',')}){${body}}`);
  return make(...values) as F;
}
