/** Brands: marks on prototypes by which classes know each other's objects, also those of another copy of this package. */

export interface Brand {
  /** Marks every object of a class. */
  mark(Class: { readonly prototype: object }): void;
  has(value: object): boolean;
}

export function brand(name: string): Brand {
  const key = Symbol.for(`@dorm/core.${name}`);
  return {
    mark: ({ prototype }) => {
      Object.defineProperty(prototype, key, { value: true });
    },
    has: (value) => key in value,
  };
}
