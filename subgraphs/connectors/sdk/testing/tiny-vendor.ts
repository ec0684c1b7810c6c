import { json, startVendor, type Answering, type TestVendor } from "./start-vendor.js";

const stock = ["A", "B", "C", "D", "E"].map((code, index) => ({ code, place: index % 2 === 0 ? "W1" : "W2", quantity: index * 1.5 }));
const places = [
  { code: "W1", label: "North" },
  { code: "W2", label: "South" },
];
const people = ["1", "2", "3"].map((code) => ({ code, email: `person-${code}@tiny.example` }));

/** The smallest vendor there can be: five products, two places, three people, one key. */
export function startTinyVendor(apiKey: string): Promise<TestVendor> {
  return startVendor((request, response) => {
    if (request.headers["x-api-key"] !== apiKey) return json({ error: "key" }, 401)(request, response);
    return answerTo(new URL(request.url, "http://tiny.example"))(request, response);
  });
}

function answerTo({ pathname, searchParams }: URL): Answering {
  const codes = searchParams.getAll("code");
  const email = searchParams.get("email");
  const isWanted = (row: { readonly code: string }): boolean => codes.length === 0 || codes.includes(row.code);
  const offset = Number(searchParams.get("offset") ?? 0);
  const limit = Number(searchParams.get("limit") ?? 1_000);
  const part = <Row>(rows: readonly Row[]): readonly Row[] => rows.slice(offset, offset + limit);
  if (pathname === "/places") return json(places);
  if (pathname === "/stock") return json(part(stock.filter(isWanted)));
  const found = people.filter((row) => isWanted(row) && (email === null || row.email === email));
  return pathname === "/people" ? json({ count: found.length, rows: part(found) }) : json({}, 404);
}
