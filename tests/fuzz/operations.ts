import fc from "fast-check";

/** Operations that are valid, or nearly: what is sent to the doors is made of their tokens. */
export const sane = [
  `query Listing($skus: [ID!]!) { products(skus: $skus) { sku name stock { available levels { location { name } available } } price(quantity: 2) { net { amount currency } } listing { title } } }`,
  `{ product(sku: "DSK-001-NAT-100") { ...face variants { ...face } } } fragment face on Product { sku name media { url } }`,
  `query Search($text: String, $more: Boolean = false) { searchProducts(text: $text, first: 3, sort: { field: NAME, direction: ASC }) { totalCount nodes { sku @include(if: $more) name @skip(if: $more) } pageInfo { endCursor hasNextPage } } }`,
  `{ me { id orders(first: 2) { nodes { id gross { amount } } } } systems { name state } }`,
  `{ __schema { types { name fields { name type { name ofType { name } } } } } __typename }`,
  `mutation M($input: PlaceOrderInput!) { placeOrder(input: $input, idempotencyKey: "k") { __typename ... on OrderPlaced { order { id } } } }`,
  `subscription S { stockChanged(skus: ["DSK-001-NAT-100"]) { kind cursor stock { available } product { name } } }`,
] as const;

const oddTokens = [
  ...'{}()[]:!$@|=&,#"\\',
  "...",
  "on",
  "null",
  "true",
  "fragment",
  "query",
  "subscription",
  "@defer",
  "@skip(if: $more)",
  "@include(if: true)",
  "1e400",
  "-0",
  "9007199254740993",
  "99999999999999999999999999999999999999",
  '"""',
  '"\\u{1F600}"',
  '"\\uD800"',
  "\u0000",
  "\uFEFF",
  "\u202E",
  "é",
  "💥",
  "__proto__",
  "constructor",
  "toString",
  "_entities(representations: [])",
  "_service { sdl }",
  "__typename",
];

const tokenPattern = /"""[\s\S]*?"""|"(?:\\.|[^"\\])*"|\.{3}|[A-Za-z_]\w*|-?\d[\d.eE+-]*|[^\s]/g;

type Mutation = (tokens: string[]) => string[];

const place = fc.nat(10_000);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  place.map(
    (at): Mutation =>
      (tokens) =>
        tokens.toSpliced(at % tokens.length, 1),
  ),
  fc.tuple(place, fc.constantFrom(...oddTokens)).map(
    ([at, token]): Mutation =>
      (tokens) =>
        tokens.toSpliced(at % tokens.length, 0, token),
  ),
  fc.tuple(place, fc.constantFrom(...oddTokens)).map(
    ([at, token]): Mutation =>
      (tokens) =>
        tokens.with(at % tokens.length, token),
  ),
  fc.tuple(place, place).map(([from, to]): Mutation => {
    return (tokens) => {
      const one = tokens[from % tokens.length] ?? "";
      const other = tokens[to % tokens.length] ?? "";
      return tokens.with(from % tokens.length, other).with(to % tokens.length, one);
    };
  }),
  fc.tuple(place, place, fc.integer({ min: 2, max: 60 })).map(([from, length, times]): Mutation => {
    return (tokens) => {
      const start = from % tokens.length;
      const slice = tokens.slice(start, start + (length % 12) + 1);
      return tokens.toSpliced(start, 0, ...Array.from({ length: times }, () => slice).flat());
    };
  }),
  fc.tuple(place, fc.string({ unit: "binary", maxLength: 12 })).map(
    ([at, text]): Mutation =>
      (tokens) =>
        tokens.toSpliced(at % tokens.length, 0, text),
  ),
);

const mutated: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...sane), fc.array(mutation, { maxLength: 5 }))
  .map(([text, mutations]) =>
    mutations.reduce((tokens, mutate) => (tokens.length > 0 ? mutate(tokens) : tokens), tokensOf(text)).join(" "),
  );

const many = fc.constantFrom(10, 100, 3_000, 60_000);

/** Documents that are large or turn in circles. */
const extreme: fc.Arbitrary<string> = fc.oneof(
  many.map((n) => "{".repeat(n)),
  many.map((n) => `{ a: products(skus: ${"[".repeat(n)}${"]".repeat(n)}) { sku } }`),
  many.map((n) => `{ product(sku: "A") { ${"variants { ".repeat(n)} sku ${"}".repeat(n)} } }`),
  many.map((n) => `{ ${Array.from({ length: n }, (_one, at) => `a${at}: __typename`).join(" ")} }`),
  many.map((n) => `{ products(skus: ["${"x".repeat(n * 10)}"]) { sku } }`),
  many.map((n) => `query (${Array.from({ length: n }, (_one, at) => `$v${at}: Int`).join(" ")}) { __typename }`),
  many.map((n) => `{ __typename ${"@include(if: true) ".repeat(n)} }`),
  many.map((n) => `{ ...f0 } ${Array.from({ length: n }, (_one, at) => `fragment f${at} on Query { ...f${(at + 1) % n} }`).join(" ")}`),
  many.map(
    (n) =>
      `{ ...f0 } ${Array.from({ length: Math.min(n, 30) }, (_one, at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`).join(" ")} fragment f${Math.min(n, 30)} on Query { __typename }`,
  ),
  many.map((n) => `{ ${"{ product ".repeat(3)} ${"... { ".repeat(n)} __typename ${"} ".repeat(n)} }`),
  fc.string({ unit: "binary", maxLength: 300 }),
);

/** A document as nobody should send it. */
export const oddDocument = fc.oneof(
  { weight: 4, arbitrary: mutated },
  { weight: 1, arbitrary: extreme },
  { weight: 2, arbitrary: fc.constantFrom(...sane) },
);

/** Variables as nobody should send them. */
export const oddVariables: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ skus: ["DSK-001-NAT-100"], text: "oak", more: true }) },
  fc.constant(undefined),
  fc.constantFrom({ skus: ["DSK-001-NAT-100"] }, { text: "oak", more: true }, { skus: null }, { skus: "DSK-001-NAT-100" }, [], "x", 7),
  fc.dictionary(fc.constantFrom("skus", "text", "more", "input", "__proto__", "toString"), fc.jsonValue({ maxDepth: 4 })),
  fc.constantFrom(20, 1_000).map((depth) => ({ skus: nested(depth) })),
);

function nested(depth: number): unknown {
  let value: unknown = "A";
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

function tokensOf(text: string): string[] {
  return text.match(tokenPattern) ?? [];
}
