import type { z } from "zod";
import { chunk, type Call, type HttpClient, type VendorRequest } from "#sdk";
import type { HubspotSettings } from "./settings.js";
import {
  associationsBody,
  associationsSchema,
  batchReadBody,
  batchSchema,
  propertiesSchema,
  searchBody,
  searchSchema,
  type HubspotFound,
  type HubspotLink,
  type HubspotProperty,
  type HubspotRecord,
  type LinkInput,
  type RecordQuery,
  type SearchQuery,
} from "./wire.js";

/** HubSpot's CRM API: knows addresses, token, batch sizes and envelopes. */
export interface HubspotApi {
  /** The records that exist, in no particular order: one request for every 100 ids. */
  readonly records: (objectType: string, query: RecordQuery, call: Call) => Promise<readonly HubspotRecord[]>;
  /** Links from records of one type to those of another, by the first one's id: one request for every 1,000 ids. */
  readonly links: (pair: LinkPair, ids: readonly string[], call: Call) => Promise<ReadonlyMap<string, readonly HubspotLink[]>>;
  readonly search: (objectType: string, query: SearchQuery, call: Call) => Promise<HubspotFound>;
  readonly properties: (objectType: string, call: Call) => Promise<readonly HubspotProperty[]>;
}

/** Object types of the two ends of a link. */
export interface LinkPair {
  readonly from: string;
  readonly to: string;
}

// https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide, "Batch read"; associations take ten times as many.
const recordsInBatch = 100;
const linksInBatch = 1_000;
/** Most records that one search answers. */
export const longestSearchPage = 200;

type Ask = <Schema extends z.ZodType>(request: Omit<VendorRequest, "headers" | "effect">, schema: Schema) => Promise<z.output<Schema>>;

/** Opens the CRM API with the private app's token. Every request it makes is a read. */
export function hubspotApi(http: HttpClient, settings: HubspotSettings): HubspotApi {
  const headers = { authorization: `Bearer ${settings.accessToken}` };
  const ask: Ask = (request, schema) => http.json({ ...request, headers, effect: "read" }, schema);
  return {
    records: (objectType, query, call) => readRecords(ask, { objectType, query, call }),
    links: (pair, ids, call) => readLinks(ask, { pair, ids, call }),
    search: (objectType, query, call) =>
      ask(
        {
          ...post(`${objectType}.search`, `/crm/v3/objects/${objectType}/search`),
          json: searchBody(query),
          cost: searchCost(settings),
          call,
        },
        searchSchema,
      ),
    properties: async (objectType, call) => {
      const request = { operation: `properties.${objectType}`, method: "GET", path: `/crm/v3/properties/${objectType}`, call } as const;
      const { results } = await ask(request, propertiesSchema);
      return results.filter((property) => property.archived !== true);
    },
  };
}

/** Points a second that requests are paced at: seven tenths of the rolling limit, the other three are for bursts. */
export function pointsPerSecond({ requestsPerTenSeconds }: HubspotSettings): number {
  return (requestsPerTenSeconds * 0.7) / 10;
}

function searchCost(settings: HubspotSettings): number {
  return Math.max(1, pointsPerSecond(settings) / settings.searchesPerSecond);
}

interface RecordsAsked {
  readonly objectType: string;
  readonly query: RecordQuery;
  readonly call: Call;
}

async function readRecords(ask: Ask, { objectType, query, call }: RecordsAsked): Promise<readonly HubspotRecord[]> {
  const request = post(`${objectType}.batch.read`, `/crm/v3/objects/${objectType}/batch/read`);
  const batches = chunk([...new Set(query.ids)], recordsInBatch);
  const answers = await Promise.all(batches.map((ids) => ask({ ...request, json: batchReadBody({ ...query, ids }), call }, batchSchema)));
  return answers.flatMap(({ results }) => results);
}

interface LinksAsked {
  readonly pair: LinkPair;
  readonly ids: readonly string[];
  readonly call: Call;
}

async function readLinks(ask: Ask, { pair, ids, call }: LinksAsked): Promise<ReadonlyMap<string, readonly HubspotLink[]>> {
  const { from, to } = pair;
  const request = post(`associations.${from}.${to}`, `/crm/v4/associations/${from}/${to}/batch/read`);
  const links = new Map<string, HubspotLink[]>();
  let inputs: readonly LinkInput[] = [...new Set(ids)].map((id) => ({ id }));
  // A record with very many links has further pages, each asked for with the cursor of the page before.
  while (inputs.length > 0) {
    const batches = chunk(inputs, linksInBatch);
    const answers = await Promise.all(batches.map((batch) => ask({ ...request, json: associationsBody(batch), call }, associationsSchema)));
    const rows = answers.flatMap(({ results }) => results);
    for (const row of rows) links.set(row.from.id, [...(links.get(row.from.id) ?? []), ...row.to]);
    inputs = rows.flatMap(({ from: { id }, paging }) => (paging?.next ? [{ id, after: paging.next.after }] : []));
  }
  return links;
}

function post(operation: string, path: string) {
  return { operation, method: "POST", path } as const;
}
