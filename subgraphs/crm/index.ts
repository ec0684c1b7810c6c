import type DataLoader from "dataloader";
import { customerId, type CustomerId, type Interaction } from "#model";
import { buildFederatedSchema, keyLoader, type Subgraph, type SubgraphRequest } from "#platform";
import type { Call, CustomersPort, InteractionsPort } from "#sdk";
import type { CrmContext } from "./context.js";
import { CustomerQueries } from "./resolvers/customer-queries.js";
import { CustomerResolver } from "./resolvers/customer-resolver.js";

/** What the CRM subgraph stands on. */
export interface CrmSubgraphOptions {
  readonly customers: CustomersPort;
  /** Absent when the system keeps no interactions: they are then empty. */
  readonly interactions?: InteractionsPort | undefined;
}

/** The subgraph of customers. */
export async function createCrmSubgraph(options: CrmSubgraphOptions): Promise<Subgraph> {
  const { schema, sdl } = await buildFederatedSchema<CrmContext>({
    resolvers: [CustomerQueries, CustomerResolver],
    references: { Customer: (reference) => ({ id: customerId(String(reference.id)) }) },
  });
  return { name: "crm", schema, sdl, createContext: (request) => contextOf(request, options) };
}

function contextOf(request: SubgraphRequest, deps: CrmSubgraphOptions): CrmContext {
  const call: Call = { deadline: request.deadline, signal: request.signal };
  const byLimit = new Map<number, DataLoader<CustomerId, readonly Interaction[] | undefined>>();
  return {
    call,
    viewer: request.viewer,
    customers: keyLoader((ids) => deps.customers.customers(ids, call)),
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
