import type { AkeneoAttribute, Labels } from "./wire.js";

/** The locales that are shown and those that stand in, by their Akeneo codes. */
export interface Languages {
  readonly locales: readonly string[];
  /** In the order in which they stand in for a missing text. */
  readonly fallbacks: readonly string[];
}

/** What products refer to by code. */
export interface Reference extends Languages {
  readonly attributes: ReadonlyMap<string, AkeneoAttribute>;
  readonly families: ReadonlyMap<string, Labels>;
  /** Symbols of units by their codes, for example `kg` of `KILOGRAM`. */
  readonly unitSymbols: ReadonlyMap<string, string>;
}
