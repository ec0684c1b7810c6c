import { pino } from "pino";
import { openSystem, type Call, type CatalogPort } from "#sdk";
import { generateMerchant, startSimulator, type Merchant, type RunningSimulator } from "#systems";
import akeneo from "../../subgraphs/connectors/akeneo/index.js";
import { akeneoSimulator } from "../../subgraphs/systems/akeneo/index.js";

/** A request that reached the PIM, and what it was answered. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseBody: unknown;
}

/** A PIM with the demo merchant's catalogue, and the connector joined to it. */
export interface OpenAkeneo extends AsyncDisposable {
  readonly merchant: Merchant;
  readonly pim: RunningSimulator;
  readonly catalog: CatalogPort;
  readonly call: Call;
  readonly exchanges: readonly Exchange[];
  /** Sends a request as a clerk's tool would, with a token of its own. */
  readonly asClerk: (method: string, path: string, body?: unknown) => Promise<Response>;
}

/** Starts a PIM and connects to it. */
export async function openAkeneo(
  settings: Readonly<Record<string, unknown>> = {},
  merchant: Merchant = generateMerchant(),
): Promise<OpenAkeneo> {
  const exchanges: Exchange[] = [];
  const pim = await startSimulator(recording(exchanges), { merchant });
  const rawSettings = { ...pim.credentials, ...settings };
  const system = openSystem({ name: "pim", connector: akeneo, rawSettings, log: pino({ level: "silent" }) });
  const { catalog } = system.ports;
  if (catalog === undefined) throw new Error("The connector does not give its port.");
  const token = await clerkToken(pim);
  exchanges.length = 0;
  return {
    merchant,
    pim,
    catalog,
    call: {},
    exchanges,
    asClerk: (method, path, body) =>
      fetch(pim.url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    [Symbol.asyncDispose]: async () => {
      await system.close();
      await pim.close();
    },
  };
}

function recording(exchanges: Exchange[]): typeof akeneoSimulator {
  return {
    ...akeneoSimulator,
    routes: (app, world) => {
      app.addHook("onSend", async (request, reply, payload) => {
        const { pathname, searchParams } = new URL(request.url, world.url());
        const responseBody: unknown = typeof payload === "string" && /^[{[]/.test(payload) ? JSON.parse(payload) : payload;
        const { method, body: requestBody } = request;
        exchanges.push({ method, path: pathname, query: searchParams, requestBody, status: reply.statusCode, responseBody });
      });
      akeneoSimulator.routes(app, world);
    },
  };
}

async function clerkToken({ url, credentials }: RunningSimulator): Promise<string> {
  const { clientId, secret, username, password } = credentials;
  const response = await fetch(`${url}/api/oauth/v1/token`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Basic ${btoa(`${clientId}:${secret}`)}` },
    body: JSON.stringify({ grant_type: "password", username, password }),
  });
  const grant: { access_token: string } = JSON.parse(await response.text());
  return grant.access_token;
}
