import type DataLoader from "dataloader";
import type { CustomerId, CustomerRecord, Interaction } from "#model";
import type { Viewer } from "#platform";
import type { Call, CustomersPort } from "#sdk";

/** What CRM resolvers get for one client request. */
export interface CrmContext {
  readonly viewer: Viewer;
  readonly call: Call;
  readonly customers: DataLoader<CustomerId, CustomerRecord | undefined>;
  readonly search: CustomersPort["search"];
  /** The newest interactions of customers; one loader for each limit asked for. */
  readonly interactions: (limit: number) => DataLoader<CustomerId, readonly Interaction[] | undefined>;
}
