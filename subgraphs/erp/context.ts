import type DataLoader from "dataloader";
import type { BillOfMaterials, LocationId, PriceList, PriceSchedule, Sku, StockLocation, StockRecord, SupplierOffer } from "#model";
import type { Viewer, Observed } from "#platform";
import type { LiveErp } from "./live/live-erp.js";

/** What ERP resolvers get for one client request. */
export interface ErpContext {
  readonly viewer: Viewer;
  /** Name of the connected system. */
  readonly source: string;
  /** Changes, for subscribers. */
  readonly live: LiveErp;
  readonly stock: DataLoader<Sku, Observed<StockRecord> | undefined>;
  /** Schedules on the one list that holds for this request's viewer. */
  readonly prices: DataLoader<Sku, Observed<PriceSchedule> | undefined>;
  readonly priceList: () => Promise<PriceList>;
  readonly locations: () => Promise<ReadonlyMap<LocationId, StockLocation>>;
  readonly offers: DataLoader<Sku, readonly SupplierOffer[] | undefined>;
  readonly billsOfMaterials: DataLoader<Sku, BillOfMaterials | undefined>;
}
