import { neverForwarded } from "../../config/index.js";

/** Which headers of a client's request travel on, and what is put in beside them. Names in lower case. */
export interface HeaderRule {
  /** Names of the client's headers that travel on. */
  readonly forward: readonly string[];
  /** Headers with fixed values, put over those of the client. */
  readonly set: Readonly<Record<string, string>>;
  /** Names that never travel, even where a rule for all forwards or sets them. */
  readonly remove: readonly string[];
}

/** One rule for all subgraphs over HTTP, and more for some of them. */
export interface HeaderRules extends HeaderRule {
  readonly subgraphs: Readonly<Record<string, HeaderRule>>;
}

/** The names of all of a client's headers that travel to any subgraph: whatever is shared between requests must be told apart by them. */
export function forwardedNames({ forward, subgraphs }: HeaderRules): readonly string[] {
  const names = [...forward, ...Object.values(subgraphs).flatMap((rule) => rule.forward)].map((name) => name.toLowerCase());
  return [...new Set(names)].filter((name) => !neverForwarded.has(name)).toSorted();
}

/** Gives a subgraph's headers from those that a request forwards to any. */
export type SelectHeaders = (forwarded: Readonly<Record<string, string>>) => Record<string, string>;

/** Compiles the rules for one subgraph. Its own rule's `forward` and `set` come last: they bring back what the rule for all removes. */
export function headersFor(rules: HeaderRules, subgraph: string): SelectHeaders {
  const own = rules.subgraphs[subgraph] ?? { forward: [], set: {}, remove: [] };
  const removed = lowerCase(own.remove);
  const removedForAll = lowerCase(rules.remove);
  const isKept = (name: string): boolean => !neverForwarded.has(name) && !removed.has(name);
  const shared = [...lowerCase(rules.forward)].filter((name) => isKept(name) && !removedForAll.has(name));
  const names = [...new Set([...shared, ...[...lowerCase(own.forward)].filter(isKept)])];
  const setForAll = entriesOf(rules.set).filter(([name]) => isKept(name) && !removedForAll.has(name));
  const fixed = Object.fromEntries([...setForAll, ...entriesOf(own.set).filter(([name]) => isKept(name))]);
  return (forwarded) => {
    const selected: Record<string, string> = {};
    for (const name of names) {
      const value = forwarded[name];
      if (value !== undefined) selected[name] = value;
    }
    return Object.assign(selected, fixed);
  };
}

/** The same rules, with more names forwarded to all. */
export function alsoForwarding(rules: HeaderRules, names: readonly string[]): HeaderRules {
  return { ...rules, forward: [...rules.forward, ...names] };
}

function lowerCase(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

function entriesOf(values: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]);
}
