import { gid } from "../gid.js";
import type { AdjustmentGroupRecord } from "../records.js";
import { mustGet } from "../shop-data.js";
import type { AdminScope } from "./scope.js";

interface ChangesArgs {
  readonly inventoryItemIds?: readonly string[] | null;
  readonly locationIds?: readonly string[] | null;
  readonly quantityNames?: readonly string[] | null;
}

/** An accepted change of quantities as the Admin API shows it. */
export function adjustmentGroupNode({ data, nodes }: AdminScope, record: AdjustmentGroupRecord): unknown {
  const isAsked = (wanted: readonly string[] | null | undefined, one: string): boolean => wanted?.includes(one) ?? true;
  return {
    __typename: "InventoryAdjustmentGroup",
    ...record,
    id: gid("InventoryAdjustmentGroup", record.id),
    changes: (args: ChangesArgs) =>
      record.changes
        .filter(({ name }) => isAsked(args.quantityNames, name))
        .filter(({ itemId }) => isAsked(args.inventoryItemIds, gid("InventoryItem", itemId)))
        .filter(({ locationId }) => isAsked(args.locationIds, gid("Location", locationId)))
        .map((change) => ({
          name: change.name,
          delta: change.delta,
          quantityAfterChange: change.quantityAfterChange,
          ledgerDocumentUri: null,
          item: () => nodes.inventoryItem(mustGet(data.inventoryItems, change.itemId)),
          location: () => nodes.location(mustGet(data.locations, change.locationId)),
        })),
  };
}
