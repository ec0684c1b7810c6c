/** One condition of a search: `field` is absent for words that are looked for in every text. */
export interface SearchTerm {
  readonly kind: "term";
  readonly field?: string;
  readonly comparator: "=" | "<" | "<=" | ">" | ">=";
  readonly value: string;
  readonly isQuoted: boolean;
  /** `value*` */
  readonly isPrefix: boolean;
}

/** A search as a tree. */
export type SearchNode =
  | SearchTerm
  | { readonly kind: "not"; readonly child: SearchNode }
  | { readonly kind: "and" | "or"; readonly children: readonly SearchNode[] };

/**
 * Reads Shopify's search syntax: terms, `field:value`, comparators, quotes, `\` before a special character, `NOT` or `-`, `AND` (also
 * unspoken) before `OR`, parentheses, `prefix*` (https://shopify.dev/docs/api/usage/search-syntax). An empty search is `undefined`.
 */
export function parseSearch(text: string): SearchNode | undefined {
  const reader = { text, at: 0 };
  const nodes: SearchNode[] = [];
  while (reader.at < text.length) {
    const node = readOr(reader);
    if (node !== undefined) nodes.push(node);
    // What is left over is a parenthesis that was never opened; the vendor reads on.
    else reader.at += 1;
  }
  return join("and", nodes);
}

interface Reader {
  readonly text: string;
  at: number;
}

function readOr(reader: Reader): SearchNode | undefined {
  const children = [readAnd(reader)];
  while (takeWord(reader, "OR")) children.push(readAnd(reader));
  return join("or", children);
}

function readAnd(reader: Reader): SearchNode | undefined {
  const children: (SearchNode | undefined)[] = [];
  for (;;) {
    takeWord(reader, "AND");
    const node = isWord(reader, "OR") ? undefined : readUnary(reader);
    if (node === undefined) return join("and", children);
    children.push(node);
  }
}

function readUnary(reader: Reader): SearchNode | undefined {
  skipSpace(reader);
  const { text, at } = reader;
  if (at >= text.length || text[at] === ")") return undefined;
  if (text[at] === "-" || takeWord(reader, "NOT")) {
    if (text[at] === "-") reader.at += 1;
    const child = readUnary(reader);
    return child && { kind: "not", child };
  }
  if (text[at] !== "(") return readTerm(reader);
  reader.at += 1;
  const inner = readOr(reader);
  skipSpace(reader);
  if (text[reader.at] === ")") reader.at += 1;
  return inner;
}

function readTerm(reader: Reader): SearchTerm {
  const head = readValue(reader, true);
  if (head.isQuoted || reader.text[reader.at] !== ":") return { kind: "term", comparator: "=", ...head };
  reader.at += 1;
  const comparator = /^(?:<=|>=|<|>)/.exec(reader.text.slice(reader.at, reader.at + 2))?.[0] ?? "";
  reader.at += comparator.length;
  return { kind: "term", field: head.value, comparator: readComparator(comparator), ...readValue(reader, false) };
}

function readComparator(text: string): SearchTerm["comparator"] {
  return text === "<" || text === "<=" || text === ">" || text === ">=" ? text : "=";
}

interface Value {
  readonly value: string;
  readonly isQuoted: boolean;
  readonly isPrefix: boolean;
}

function readValue(reader: Reader, isHead: boolean): Value {
  const quote = reader.text[reader.at];
  if (quote !== "'" && quote !== '"') return readBare(reader, isHead);
  reader.at += 1;
  const value = readUntil(reader, (char) => char === quote);
  reader.at += 1;
  const isPrefix = reader.text[reader.at] === "*";
  if (isPrefix) reader.at += 1;
  return { value, isQuoted: true, isPrefix };
}

function readBare(reader: Reader, isHead: boolean): Value {
  const start = reader.at;
  const value = readUntil(reader, (char) => /[\s()]/.test(char) || (isHead && char === ":"));
  const isPrefix = value.endsWith("*") && reader.text.slice(start, reader.at).at(-2) !== "\\";
  return { value: isPrefix ? value.slice(0, -1) : value, isQuoted: false, isPrefix };
}

function readUntil(reader: Reader, isEnd: (char: string) => boolean): string {
  let value = "";
  for (; reader.at < reader.text.length; reader.at += 1) {
    const char = reader.text.charAt(reader.at);
    if (char === "\\" && reader.at + 1 < reader.text.length) {
      reader.at += 1;
      value += reader.text.charAt(reader.at);
    } else if (isEnd(char)) break;
    else value += char;
  }
  return value;
}

function skipSpace(reader: Reader): void {
  while (/\s/.test(reader.text.charAt(reader.at))) reader.at += 1;
}

function isWord(reader: Reader, word: string): boolean {
  skipSpace(reader);
  const next = reader.text.charAt(reader.at + word.length);
  return reader.text.startsWith(word, reader.at) && (next === "" || /[\s()]/.test(next));
}

function takeWord(reader: Reader, word: string): boolean {
  const isThere = isWord(reader, word);
  if (isThere) reader.at += word.length;
  return isThere;
}

function join(kind: "and" | "or", nodes: readonly (SearchNode | undefined)[]): SearchNode | undefined {
  const children = nodes.filter((node) => node !== undefined);
  return children.length > 1 ? { kind, children } : children[0];
}
