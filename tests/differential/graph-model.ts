/** A federated graph as the generator thinks of it: what it is printed from, and what data is made from. */
export interface GraphModel {
  readonly subgraphs: readonly string[];
  readonly entities: readonly ObjectModel[];
  readonly values: readonly ObjectModel[];
  readonly roots: readonly ObjectModel[];
  /** Entities that implement the interface `Node` and belong to the union `Anything`. */
  readonly nodes: readonly string[];
}

/** An object type. */
export interface ObjectModel {
  readonly name: string;
  readonly fields: readonly FieldModel[];
  /** Keys by subgraph; a subgraph that is not here has the type only where it has fields of it. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

/** A field. */
export interface FieldModel {
  readonly name: string;
  /** As in SDL: `[E0!]!`. */
  readonly type: string;
  /** Argument definitions as in SDL, or nothing. */
  readonly args: string;
  /** Subgraphs that resolve it; more than one when it is shareable. */
  readonly owners: readonly string[];
  /** What it needs of its own entity from other subgraphs. */
  readonly requires: Required | undefined;
  /** A field of the entity that this field leads to, which its owner resolves on this way too. */
  readonly provides: string | undefined;
  /** The subgraph that it is taken over from. */
  readonly overrides: string | undefined;
  readonly isInaccessible: boolean;
}

/** A field's requirement. */
export interface Required {
  readonly field: string;
  /** As in `@requires`: `f1(n: 2)`. */
  readonly selection: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The type's name without its list and non-null marks. */
export function namedType(type: string): string {
  return type.replaceAll(/[[\]!]/g, "");
}

/** The object model of a type name. */
export function objectModel({ entities, values, roots }: GraphModel, name: string): ObjectModel | undefined {
  return [...entities, ...values, ...roots].find((one) => one.name === name);
}
