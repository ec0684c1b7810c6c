import { parseSearch, type SearchNode, type SearchTerm } from "./parse-search.js";

/** How a searchable field of a record is compared. */
export interface SearchField<T> {
  readonly kind: "keyword" | "text" | "number" | "date" | "boolean";
  readonly values: (record: T) => readonly (string | number | boolean | null)[];
}

/** The fields that a record can be searched by; `default` holds what words without a field are looked for in. */
export type SearchFields<T> = Readonly<Record<string, SearchField<T>>>;

/** What the vendor tells of a search in `extensions.search`. */
export interface SearchReport {
  readonly path: readonly string[];
  readonly query: string;
  readonly parsed: unknown;
  readonly warnings: readonly { readonly field: string; readonly message: string }[];
}

type Test<T> = (record: T) => boolean;

/** Records that the search finds, and what there is to say about it: an unknown field is warned of and left out, as Shopify does. */
export function search<T>(
  records: readonly T[],
  query: string,
  fields: SearchFields<T>,
): { found: readonly T[]; report: Omit<SearchReport, "path"> } {
  const tree = parseSearch(query);
  const unknown = new Set<string>();
  const test = tree && compile(tree, fields, unknown);
  const warnings = [...unknown].map((field) => ({ field, message: "Invalid search field for this query." }));
  return { found: test ? records.filter(test) : records, report: { query, parsed: tree ?? {}, warnings } };
}

function compile<T>(node: SearchNode, fields: SearchFields<T>, unknown: Set<string>): Test<T> | undefined {
  if (node.kind === "term") return compileTerm(node, fields, unknown);
  if (node.kind === "not") {
    const test = compile(node.child, fields, unknown);
    return test && ((record) => !test(record));
  }
  const { gathered, rest } = node.kind === "or" ? gather(node.children, fields) : { gathered: [], rest: node.children };
  const tests = [...gathered, ...rest.flatMap((child) => compile(child, fields, unknown) ?? [])];
  if (tests.length === 0) return undefined;
  return node.kind === "or" ? (record) => tests.some((test) => test(record)) : (record) => tests.every((test) => test(record));
}

/** `sku:A OR sku:B OR …` is one look into a set, not a comparison for each. */
function gather<T>(children: readonly SearchNode[], fields: SearchFields<T>): { gathered: Test<T>[]; rest: SearchNode[] } {
  const sets = new Map<SearchField<T>, Set<string>>();
  const rest: SearchNode[] = [];
  for (const child of children) {
    const field = child.kind === "term" ? fields[child.field ?? "default"] : undefined;
    if (child.kind !== "term" || field?.kind !== "keyword" || child.isPrefix || child.comparator !== "=") {
      rest.push(child);
      continue;
    }
    const set = sets.get(field) ?? new Set();
    alternativesOf(child).forEach((value) => set.add(value));
    sets.set(field, set);
  }
  const gathered = [...sets].map(
    ([field, set]): Test<T> =>
      (record) =>
        field.values(record).some((value) => set.has(normal(value))),
  );
  return { gathered, rest };
}

function compileTerm<T>(term: SearchTerm, fields: SearchFields<T>, unknown: Set<string>): Test<T> | undefined {
  const field = fields[term.field ?? "default"];
  if (field === undefined) {
    unknown.add(term.field ?? "default");
    return undefined;
  }
  // `field:*` asks whether there is a value at all.
  if (term.isPrefix && term.value === "") return (record) => field.values(record).some((value) => value !== null && value !== "");
  const accept = acceptorOf(field.kind, term);
  return (record) => field.values(record).some((value) => value !== null && accept(value));
}

type Accept = (value: string | number | boolean) => boolean;

function acceptorOf(kind: SearchField<unknown>["kind"], term: SearchTerm): Accept {
  switch (kind) {
    case "number":
      return byOrder(term, Number);
    case "date":
      return byOrder(term, (value) => Date.parse(String(value)));
    case "boolean":
      return (value) => String(value) === term.value.toLowerCase();
    case "keyword":
      return byKeyword(term);
    case "text":
      return byWords(term);
  }
}

function byOrder(term: SearchTerm, read: (value: string | number | boolean) => number): Accept {
  const limit = read(term.value.replace(/^gid:\/\/shopify\/\w+\//, ""));
  const compare = {
    "=": (n: number) => n === limit,
    "<": (n: number) => n < limit,
    "<=": (n: number) => n <= limit,
    ">": (n: number) => n > limit,
    ">=": (n: number) => n >= limit,
  };
  return (value) => compare[term.comparator](read(value));
}

function byKeyword(term: SearchTerm): Accept {
  if (term.isPrefix) return (value) => normal(value).startsWith(normal(term.value));
  const accepted = new Set(alternativesOf(term));
  return (value) => accepted.has(normal(value));
}

/** Words are found in any order, a quoted phrase as it stands. */
function byWords(term: SearchTerm): Accept {
  const words = wordsOf(term.value);
  if (term.isQuoted)
    return (value) => ` ${wordsOf(String(value)).join(" ")} `.includes(term.isPrefix ? ` ${words.join(" ")}` : ` ${words.join(" ")} `);
  return (value) => {
    const there = wordsOf(String(value));
    return words.every((word) => there.some((one) => (term.isPrefix ? one.startsWith(word) : one === word)));
  };
}

/** `status:active,draft` accepts either; a quoted value is one. */
function alternativesOf(term: SearchTerm): string[] {
  return (term.isQuoted ? [term.value] : term.value.split(",")).map(normal);
}

function normal(value: string | number | boolean | null): string {
  return String(value ?? "").toLowerCase();
}

function wordsOf(text: string): string[] {
  return normal(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
