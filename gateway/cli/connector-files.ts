/** The files of a new connector, by path below the project's folder: a stock port to begin with, complete enough to type-check and run. */
export function connectorFiles(name: string): ReadonlyMap<string, string> {
  const words: Words = { name, title: titleOf(name), camel: camelOf(name) };
  const folder = `subgraphs/connectors/${name}`;
  return new Map([
    [`${folder}/index.ts`, indexFile(words)],
    [`${folder}/settings.ts`, settingsFile(words)],
    [`${folder}/client.ts`, clientFile(words)],
    [`${folder}/faults.ts`, faultsFile(words)],
    [`${folder}/stock.ts`, stockFile(words)],
    [`${folder}/mapping.ts`, mappingFile()],
    [`${folder}/quirks.ts`, quirksFile(words)],
    [`${folder}/${name}.test.ts`, testFile(words)],
    [`${folder}/README.md`, readmeFile(words)],
    [`tests/contract/${name}.contract.test.ts`, contractTestFile(words)],
  ]);
}

/** The name as it is written in files, prose and identifiers. */
interface Words {
  readonly name: string;
  readonly title: string;
  readonly camel: string;
}

function titleOf(name: string): string {
  return name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

function camelOf(name: string): string {
  const title = titleOf(name).replaceAll(" ", "");
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function indexFile({ name, title, camel }: Words): string {
  return `import { defineConnector } from "#sdk";
import { ${camel}Api } from "./client.js";
import { classify${upper(camel)}Answer } from "./faults.js";
import { ${camel}Quirks } from "./quirks.js";
import { ${camel}Settings } from "./settings.js";
import { ${camel}Stock } from "./stock.js";

/** ${title} as the system that knows stock. */
export default defineConnector({
  name: "${name}",
  title: "${title}",
  versions: "1",
  docs: "https://developer.${name}.example",
  settings: ${camel}Settings,
  ports: ["stock"],
  baseUrl: ({ url }) => url,
  limits: ({ requestsPerSecond, concurrency, timeoutMs }) => ({ perSecond: requestsPerSecond, concurrency, timeoutMs }),
  classify: classify${upper(camel)}Answer,
  quirks: ${camel}Quirks,
  connect: (context) => ({ stock: ${camel}Stock(${camel}Api(context)) }),
});
`;
}

function settingsFile({ title, camel }: Words): string {
  return `import { z } from "zod";

/** Settings of the ${title} connector. */
export const ${camel}Settings = z.strictObject({
  url: z.url().describe("Address of the ${title} server, without the API path."),
  apiKey: z.string().min(1).meta({ secret: true }).describe("Key of the API user; the README lists the rights it needs."),
  requestsPerSecond: z.number().positive().default(10).describe("Requests a second that the vendor allows."),
  concurrency: z.int().positive().default(4).describe("Requests under way at once."),
  timeoutMs: z.int().positive().default(5_000).describe("Time for one try of a request, in milliseconds."),
});

/** Checked settings of the ${title} connector. */
export type ${upper(camel)}Settings = z.output<typeof ${camel}Settings>;
`;
}

function clientFile({ title, camel }: Words): string {
  return `import { z } from "zod";
import type { Call, ConnectorContext } from "#sdk";
import type { ${upper(camel)}Settings } from "./settings.js";

const stockRows = z.array(z.object({ sku: z.string(), location: z.string(), onHand: z.number(), reserved: z.number() }));
const locationRows = z.array(z.object({ code: z.string(), name: z.string() }));

/** One product in one place, as the vendor writes it. */
export type StockRow = z.output<typeof stockRows>[number];
/** One place, as the vendor writes it. */
export type LocationRow = z.output<typeof locationRows>[number];

/** The vendor's API: it knows addresses and shapes, and nothing else does. */
export interface ${upper(camel)}Api {
  readonly locations: (call: Call) => Promise<readonly LocationRow[]>;
  readonly stock: (skus: readonly string[], call: Call) => Promise<readonly StockRow[]>;
  readonly stockPage: (offset: number, limit: number, call: Call) => Promise<readonly StockRow[]>;
}

/** The API of one ${title} server. */
export function ${camel}Api({ http, settings }: ConnectorContext<${upper(camel)}Settings>): ${upper(camel)}Api {
  const base = { method: "GET", effect: "read", headers: { authorization: \`Bearer \${settings.apiKey}\` } } as const;
  return {
    locations: (call) => http.json({ ...base, operation: "locations.list", path: "/locations", call }, locationRows),
    stock: (skus, call) => http.json({ ...base, operation: "stock.list", path: "/stock", query: { sku: skus }, call }, stockRows),
    stockPage: (offset, limit, call) => http.json({ ...base, operation: "stock.page", path: "/stock", query: { offset, limit }, call }, stockRows),
  };
}
`;
}

function faultsFile({ camel }: Words): string {
  return `import { z } from "zod";
import type { VendorAnswer, VendorFault } from "#sdk";

const envelope = z.object({ error: z.object({ code: z.string() }) });

/** What a failing answer means by the vendor's own codes; \`undefined\` leaves the verdict to the HTTP status. */
export function classify${upper(camel)}Answer({ body }: VendorAnswer): VendorFault | undefined {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return undefined;
  const { code } = parsed.data.error;
  if (code === "invalid_key") return { kind: "unauthorized", vendorCode: code };
  return undefined;
}
`;
}

function stockFile({ title, camel }: Words): string {
  return `import { batched, pagesByOffset, type StockPort } from "#sdk";
import type { ${upper(camel)}Api } from "./client.js";
import { toLocation, toStock } from "./mapping.js";

/** Most SKUs in one request. */
const batchSize = 100;

/** Stock of ${title}. */
export function ${camel}Stock(api: ${upper(camel)}Api): StockPort {
  return {
    locations: async (call) => (await api.locations(call)).map(toLocation),
    stockOf: (skus, call) => batched({ keys: skus, size: batchSize, load: async (part) => toStock(await api.stock(part, call)) }),
    scan: async function* (call) {
      for await (const rows of pagesByOffset({ pageSize: batchSize, load: (offset, limit) => api.stockPage(offset, limit, call) })) {
        yield [...toStock(rows).values()];
      }
    },
  };
}
`;
}

function mappingFile(): string {
  return `import { locationId, sku, type Sku, type StockLocation, type StockRecord } from "#model";
import type { LocationRow, StockRow } from "./client.js";

/** A place in the merchant's words. */
export function toLocation({ code, name }: LocationRow): StockLocation {
  return { id: locationId(code), name, kind: "WAREHOUSE" };
}

/** Stock by product; the version is the levels themselves, because the vendor gives no stamp. */
export function toStock(rows: readonly StockRow[]): ReadonlyMap<Sku, StockRecord> {
  const bySku = Map.groupBy(rows, (row) => sku(row.sku));
  return new Map([...bySku].map(([key, its]) => [key, stockRecord(key, its)]));
}

function stockRecord(key: Sku, rows: readonly StockRow[]): StockRecord {
  const levels = rows.map(({ location, onHand, reserved }) => ({ location: locationId(location), onHand, reserved }));
  return { sku: key, levels, incoming: [], version: JSON.stringify(levels) };
}
`;
}

function quirksFile({ title, camel }: Words): string {
  return `import type { Quirk } from "#sdk";

/** What surprises in ${title}, each with its reason and source; shown on the connector's page. */
export const ${camel}Quirks: readonly Quirk[] = [];
`;
}

function testFile({ title }: Words): string {
  return `import { describe, expect, it } from "vitest";
import { sku } from "#model";
import { toStock } from "./mapping.js";

describe("the mapping of ${title}", () => {
  it("gathers a product's places into one record", () => {
    const rows = [
      { sku: "A", location: "north", onHand: 3, reserved: 1 },
      { sku: "A", location: "south", onHand: 2.5, reserved: 0 },
    ];
    expect(toStock(rows).get(sku("A"))).toMatchObject({
      sku: "A",
      levels: [
        { location: "north", onHand: 3, reserved: 1 },
        { location: "south", onHand: 2.5, reserved: 0 },
      ],
    });
  });
});
`;
}

function readmeFile({ name, title }: Words): string {
  return `# ${title}

Connector \`${name}\`. Settings, ports and quirks: [reference page](../../../docs/reference/connectors/${name}.md), generated from this folder.

## What it needs in ${title}

- An API user whose key goes into the setting \`apiKey\`, with the right to read stock and locations.

\`\`\`yaml
systems:
  ${name}:
    connector: ${name}
    settings:
      url: https://${name}.example.com
      apiKey: \${${name.toUpperCase().replaceAll("-", "_")}_API_KEY}
\`\`\`
`;
}

function contractTestFile({ name, title, camel }: Words): string {
  return `import { createServer } from "node:http";
import ${camel} from "../../subgraphs/connectors/${name}/index.js";
import { describeConnector, type ContractWorld } from "../../subgraphs/connectors/sdk/contract-suite/index.js";

// Red until \`start\` gives a system that speaks ${title}'s protocol: a simulator of subgraphs/systems, or the real one.
describeConnector(${camel}, { start: startUnwritten });

async function startUnwritten(): Promise<ContractWorld> {
  const server = createServer((_request, response) => {
    response.writeHead(501, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    settings: { url: \`http://127.0.0.1:\${port}\`, apiKey: "key" },
    known: { skus: ["SKU-1"], unknownSku: "NO-SUCH-SKU" },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
`;
}

function upper(camel: string): string {
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
