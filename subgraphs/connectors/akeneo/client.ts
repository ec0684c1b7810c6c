import type { z } from "zod";
import { type Call, type ConnectorContext, pagesByLink, type VendorRequest } from "#sdk";
import type { AkeneoSettings } from "./settings.js";
import { channelSchema, measurementsSchema, pageOf, tokenSchema } from "./wire.js";

/** Most records in a page, and most identifiers in a filter. */
export const longestPage = 100;

const apiRoot = "/api/rest/v1/";
/** A token is renewed a minute before it ends, so that none ends on its way. */
const marginMs = 60_000;

/** What a list is asked for. */
export interface ListQuery {
  /** Path below `/api/rest/v1/`. */
  readonly path: string;
  readonly query?: NonNullable<VendorRequest["query"]>;
}

/** The REST API of one PIM. */
export interface AkeneoApi {
  /** All records of a list, page by page, following its links. */
  readonly pages: <Item extends z.ZodType>(list: ListQuery, item: Item, call: Call) => AsyncGenerator<readonly z.output<Item>[]>;
  /** The first page of a list, for lists that are known to fit. */
  readonly page: <Item extends z.ZodType>(list: ListQuery, item: Item, call: Call) => Promise<readonly z.output<Item>[]>;
  readonly channel: (code: string, call: Call) => Promise<z.output<typeof channelSchema>>;
  readonly measurements: (call: Call) => Promise<z.output<typeof measurementsSchema>>;
}

/** Opens the API with the connection's credentials; every request is a read. */
export function akeneoApi(context: ConnectorContext<AkeneoSettings>): AkeneoApi {
  const { http } = context;
  const login = openLogin(context);
  const get = <Schema extends z.ZodType>(request: Get, schema: Schema): Promise<z.output<Schema>> =>
    login.use(request.call, ({ access_token: token }) =>
      http.json({ ...request, method: "GET", effect: "read", headers: { authorization: `Bearer ${token}` } }, schema),
    );
  const list = ({ path, query }: ListQuery, call: Call): Get => ({
    operation: operationOf(path),
    path: apiRoot + path,
    query: { limit: longestPage, ...query },
    call,
  });
  return {
    pages: (asked, item, call) => readPages(get, list(asked, call), item),
    page: async (asked, item, call) => (await get(list(asked, call), pageOf(item)))._embedded.items,
    channel: (code, call) =>
      get({ operation: "channels.get", path: `${apiRoot}channels/${encodeURIComponent(code)}`, call }, channelSchema),
    measurements: (call) =>
      get({ operation: "measurement-families.list", path: `${apiRoot}measurement-families`, call }, measurementsSchema),
  };
}

type Get = Pick<VendorRequest, "operation" | "path" | "query" | "call">;
type GetJson = <Schema extends z.ZodType>(request: Get, schema: Schema) => Promise<z.output<Schema>>;

function openLogin({ http, session, settings }: ConnectorContext<AkeneoSettings>) {
  const { clientId, secret, username, password } = settings;
  const basic = Buffer.from(`${clientId}:${secret}`).toString("base64");
  return session({
    login: (call) =>
      http.json(
        {
          operation: "token",
          method: "POST",
          path: "/api/oauth/v1/token",
          headers: { authorization: `Basic ${basic}` },
          json: { grant_type: "password", username, password },
          // A second token does no harm.
          effect: "read",
          call,
        },
        tokenSchema,
      ),
    lifetimeMs: ({ expires_in: seconds }) => Math.max(seconds * 1_000 - marginMs, (seconds * 1_000) / 2),
  });
}

async function* readPages<Item extends z.ZodType>(get: GetJson, first: Get, item: Item): AsyncGenerator<readonly z.output<Item>[]> {
  const schema = pageOf(item);
  const { query: _query, ...request } = first;
  const pages = pagesByLink({
    first: request.path,
    load: (link) => get(link === request.path ? first : { ...request, path: link }, schema),
    nextOf: (page: z.output<typeof schema>) => page._links.next && ownPath(page._links.next.href),
  });
  for await (const page of pages) if (page._embedded.items.length > 0) yield page._embedded.items;
}

/** A PIM behind a proxy may write links with another scheme or host than it is reached under: only their path and query are followed. */
function ownPath(href: string): string {
  const { pathname, search } = new URL(href);
  return pathname.slice(Math.max(0, pathname.indexOf(apiRoot))) + search;
}

function operationOf(path: string): string {
  return `${path.split("/", 1)[0]}.list`;
}
