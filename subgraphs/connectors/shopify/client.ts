import { z } from "zod";
import type { Call, ConnectorContext, VendorRequest } from "#sdk";
import type { ShopifyOperation } from "./operation.js";
import type { ShopifySettings } from "./settings.js";

/** Variables of an operation, as JSON. */
export type Variables = Readonly<Record<string, unknown>>;

/** One reading: what is asked, and the most points that it can cost on the Admin API. */
export interface Reading<Data extends z.ZodType> {
  readonly operation: ShopifyOperation<Data>;
  readonly variables: Variables;
  readonly maxCost: number;
}

/** Shopify's two GraphQL APIs: knows their addresses, tokens, envelope and cost. */
export interface ShopifyApi {
  /** Sends one reading operation and answers its parsed data. */
  readonly read: <Data extends z.ZodType>(reading: Reading<Data>, call: Call) => Promise<z.output<Data>>;
}

const envelope = z.object({
  data: z.unknown(),
  extensions: z.object({ cost: z.object({ requestedQueryCost: z.number().nonnegative() }).optional() }).optional(),
});

/** Opens both APIs of one shop. */
export function shopifyApi({ settings, http }: Pick<ConnectorContext<ShopifySettings>, "settings" | "http">): ShopifyApi {
  const learnt = learntCosts();
  return {
    read: (reading, call) => {
      const { operation, maxCost } = reading;
      // What an operation costs stays the same for the same text and page size; Shopify tells it with each answer.
      const shape = `${operation.name} ${maxCost}`;
      const request = requestFor(settings, { ...reading, call, cost: learnt.costOf(shape) ?? maxCost });
      const opened = envelope.transform(({ data, extensions }) => {
        learnt.note(shape, extensions?.cost?.requestedQueryCost);
        return data;
      });
      return http.json(request, opened.pipe(operation.data));
    },
  };
}

interface Sending<Data extends z.ZodType> extends Reading<Data> {
  readonly call: Call;
  readonly cost: number;
}

function requestFor<Data extends z.ZodType>(settings: ShopifySettings, { operation, variables, cost, call }: Sending<Data>): VendorRequest {
  const { apiVersion, accessToken, storefrontAccessToken } = settings;
  const isAdmin = operation.api === "admin";
  return {
    operation: `${operation.api}.${operation.name}`,
    method: "POST",
    path: isAdmin ? `/admin/api/${apiVersion}/graphql.json` : `/api/${apiVersion}/graphql.json`,
    headers: isAdmin ? { "x-shopify-access-token": accessToken } : { "x-shopify-storefront-access-token": storefrontAccessToken },
    json: { operationName: operation.name, query: operation.text, variables },
    effect: "read",
    // The Storefront API has no cost throttle.
    cost: isAdmin ? cost : 0,
    call,
  };
}

function learntCosts() {
  const known = new Map<string, number>();
  return {
    costOf: (shape: string): number | undefined => known.get(shape),
    note: (shape: string, cost: number | undefined): void => {
      if (cost !== undefined) known.set(shape, cost);
    },
  };
}
