import { LRUCache } from "lru-cache";
import { sku, type PriceList, type PriceListId, type PriceSchedule, type Sku } from "#model";
import { createSharedReads, type Cursor, type SharedRead, type SharedReadsOptions, type Viewer, type Observed } from "#platform";
import type { Call } from "#sdk";
import { priceViewerOf, type ErpReads } from "../reads.js";

type Schedule = Observed<PriceSchedule>;

/** How prices are read for subscribers. */
export interface SharedSchedulesOptions extends Omit<SharedReadsOptions<Sku, Schedule>, "readMany"> {
  readonly reads: ErpReads;
  readonly call: () => Call;
}

const listLimit = 1000;

/**
 * Readings of prices for one viewer. Which list holds for them is asked for them alone, once for each change; whoever sees the same list shares
 * the readings on it.
 */
export function createSharedSchedules({
  reads,
  call,
  ...sharing
}: SharedSchedulesOptions): (viewer: Viewer) => SharedRead<string, Schedule> {
  const byList = new LRUCache<PriceListId, SharedRead<Sku, Schedule>>({ max: listLimit });
  const schedulesOn = (list: PriceList): SharedRead<Sku, Schedule> => {
    const known = byList.get(list.id);
    const read = known ?? createSharedReads<Sku, Schedule>({ ...sharing, readMany: (skus) => reads.schedules(skus, list, call()) });
    if (known === undefined) byList.set(list.id, read);
    return read;
  };
  return (viewer) => {
    let asked: { readonly since: Cursor; readonly list: Promise<PriceList> } | undefined;
    const listSince = (since: Cursor): Promise<PriceList> => {
      if (asked?.since !== since) asked = { since, list: reads.listFor(priceViewerOf(viewer), call()) };
      const { list } = asked;
      list.catch(() => (asked = undefined));
      return list;
    };
    return async (subject, since) => schedulesOn(await listSince(since))(sku(subject), since);
  };
}
