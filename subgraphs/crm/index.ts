import type DataLoader from "dataloader";
import { customerId, type CustomerId, type Interaction } from "#model";
import { buildFederatedSchema, keyLoader, type EntityCache, type Subgraph, type SubgraphRequest } from "#platform";
import type { Call, CustomersPort, InteractionsPort } from "#sdk";
import type { CrmContext } from "./context.js";
import { createCustomerReads, type CrmLifetimes, type CustomerReads } from "./reads.js";
import { CustomerQueries } from "./resolvers/customer-queries.js";
import { CustomerResolver } from "./resolvers/customer-resolver.js";

export type { CrmLifetimes } from "./reads.js";

/** What the CRM subgraph stands on. */
export interface CrmSubgraphOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly customers: CustomersPort;
  /** Absent when the system keeps no interactions: they are then empty. */
  readonly interactions?: InteractionsPort | undefined;
  readonly cache: EntityCache;
  readonly lifetimes: CrmLifetimes;
}

/** The subgraph of customers. */
export async function createCrmSubgraph(options: CrmSubgraphOptions): Promise<Subgraph> {
  const { schema, sdl } = await buildFederatedSchema<CrmContext>({
    resolvers: [CustomerQueries, CustomerResolver],
    references: { Customer: (reference) => ({ id: customerId(String(reference.id)) }) },
  });
  const reads = createCustomerReads(options);
  return { name: "crm", schema, sdl, createContext: (request) => contextOf(request, { ...options, reads }) };
}

function contextOf(request: SubgraphRequest, deps: CrmSubgraphOptions & { readonly reads: CustomerReads }): CrmContext {
  const call: Call = { deadline: request.deadline, signal: request.signal };
  const byLimit = new Map<number, DataLoader<CustomerId, readonly Interaction[] | undefined>>();
  return {
    call,
    viewer: request.viewer,
    customers: keyLoader((ids) => deps.reads(ids, request.viewer, call)),
    search: (search, searchCall) => deps.customers.search(search, searchCall),
    interactions: (limit) => {
      const loader =
        byLimit.get(limit) ??
        keyLoader<CustomerId, readonly Interaction[]>(
          async (ids) => (await deps.interactions?.interactionsOf(ids, limit, call)) ?? new Map(),
        );
      byLimit.set(limit, loader);
      return loader;
    },
  };
}
