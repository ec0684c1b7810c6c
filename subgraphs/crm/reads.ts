import type { CustomerId, CustomerRecord } from "#model";
import { changeTags, valuesOf, type EntityCache, type Viewer } from "#platform";
import type { Call, CustomersPort } from "#sdk";

/** How long what is read of the CRM holds when no event says otherwise, in milliseconds. */
export interface CrmLifetimes {
  readonly customersMs: () => number;
}

/** How customers are read. */
export type CustomerReads = (
  ids: readonly CustomerId[],
  viewer: Viewer,
  call: Call,
) => Promise<ReadonlyMap<CustomerId, CustomerRecord | Error>>;

/** What is read, and where it is kept. */
export interface CustomerReadsOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly customers: CustomersPort;
  readonly cache: EntityCache;
  readonly lifetimes: CrmLifetimes;
}

/**
 * Reads from the port. What customers see of themselves goes through the cache, kept for them alone and in this process only; whoever else may
 * see a customer asks the CRM each time.
 */
export function createCustomerReads({ source: system, customers, cache, lifetimes }: CustomerReadsOptions): CustomerReads {
  const own = cache.kind<CustomerId, CustomerRecord>({
    kind: "customer",
    system,
    isPrivate: true,
    lifetimeMs: lifetimes.customersMs,
    tagsOf: (subject) => changeTags({ type: "customer.changed", system, subject }),
  });
  return async (ids, viewer, call) => {
    const isOwn = viewer.customer !== undefined && ids.every((id) => id === viewer.customer);
    if (!isOwn) return customers.customers(ids, call);
    return valuesOf(await own.read({ keys: ids, context: viewer.customer, waiting: call, load: customers.customers }));
  };
}
