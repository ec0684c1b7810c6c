import type { GraphQLResolveInfo } from "graphql";
import { randomUUID } from "node:crypto";
import { gid, idOf } from "../gid.js";
import type { AdjustmentGroupRecord, InventoryLevelRecord } from "../records.js";
import { levelKey } from "../shop-data.js";
import { accept } from "./accept.js";
import { adjustmentGroupNode } from "./adjustment-group.js";
import { quantityOf } from "./inventory-node.js";
import { problemsOf, type QuantityChange, type QuantityError } from "./inventory-problems.js";
import { idempotencyKeyOf, once } from "./idempotency.js";
import type { AdminScope } from "./scope.js";
import { notify } from "./webhooks.js";

interface SetInput {
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
  readonly quantities: readonly {
    readonly inventoryItemId: string;
    readonly locationId: string;
    readonly quantity: number;
    readonly changeFromQuantity?: number | null;
  }[];
}

interface AdjustInput {
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
  readonly changes: readonly {
    readonly inventoryItemId: string;
    readonly locationId: string;
    readonly delta: number;
    readonly changeFromQuantity?: number | null;
    readonly ledgerDocumentUri?: string | null;
  }[];
}

/** `inventorySetQuantities` (https://shopify.dev/docs/api/admin-graphql/latest/mutations/inventorySetQuantities). */
export function inventorySetQuantities(scope: AdminScope, { input }: { readonly input: SetInput }, info: GraphQLResolveInfo): unknown {
  const changes = input.quantities.map((change) => ({ ...change, target: (before: number) => (void before, change.quantity) }));
  return changeQuantities(
    scope,
    { ...input, mutation: "inventorySetQuantities", list: "quantities", inputType: "InventoryQuantityInput", input, changes },
    info,
  );
}

/** `inventoryAdjustQuantities` (https://shopify.dev/docs/api/admin-graphql/latest/mutations/inventoryAdjustQuantities). */
export function inventoryAdjustQuantities(
  scope: AdminScope,
  { input }: { readonly input: AdjustInput },
  info: GraphQLResolveInfo,
): unknown {
  const changes = input.changes.map((change) => ({ ...change, target: (before: number) => before + change.delta }));
  return changeQuantities(
    scope,
    { ...input, mutation: "inventoryAdjustQuantities", list: "changes", inputType: "InventoryChangeInput", input, changes },
    info,
  );
}

/** A change of quantities in the words that both mutations share. */
interface Asked {
  readonly mutation: "inventorySetQuantities" | "inventoryAdjustQuantities";
  readonly list: string;
  readonly inputType: string;
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
  readonly changes: readonly QuantityChange[];
  readonly input: unknown;
}

function changeQuantities(scope: AdminScope, asked: Asked, info: GraphQLResolveInfo): unknown {
  const key = idempotencyKeyOf(info);
  const done = once(scope, { key, mutation: asked.mutation, input: asked.input });
  if (done.kind === "replayed") return answer(scope, done.group);
  const userErrors: readonly QuantityError[] = done.kind === "mismatch" ? [done.error] : problemsOf(scope, asked);
  if (userErrors.length > 0) return { inventoryAdjustmentGroup: null, userErrors };
  const group = accept(scope, { mutation: asked.mutation, args: { input: asked.input, idempotencyKey: key } }, () => {
    const record = applyChanges(scope, asked);
    scope.data.idempotency.put(key, { mutation: asked.mutation, input: JSON.stringify(asked.input), group: record, at: record.createdAt });
    return record;
  });
  announce(scope, group);
  return answer(scope, group);
}

function answer(scope: AdminScope, group: AdjustmentGroupRecord): unknown {
  return { inventoryAdjustmentGroup: adjustmentGroupNode(scope, group), userErrors: [] };
}

function applyChanges(scope: AdminScope, { name, reason, referenceDocumentUri, changes }: Asked): AdjustmentGroupRecord {
  const createdAt = scope.world.now().toISOString();
  return {
    id: randomUUID(),
    reason,
    referenceDocumentUri: referenceDocumentUri ?? null,
    createdAt,
    changes: changes.flatMap((change) => applyChange(scope, { change, name, createdAt })),
  };
}

interface OneChange {
  readonly change: QuantityChange;
  readonly name: string;
  readonly createdAt: string;
}

function applyChange({ data }: AdminScope, { change, name, createdAt }: OneChange): AdjustmentGroupRecord["changes"] {
  const itemId = Number(idOf("InventoryItem", change.inventoryItemId));
  const locationId = Number(idOf("Location", change.locationId));
  const key = levelKey(itemId, locationId);
  const before = data.inventoryLevels.get(key) ?? emptyLevel(itemId, { locationId, createdAt });
  const delta = change.target(quantityOf(before, name)) - quantityOf(before, name);
  const after = data.inventoryLevels.put(key, { ...shifted(before, name, delta), updatedAt: createdAt });
  // What is available lies on the shelf, so both quantities move together.
  const names = name === "incoming" ? ["incoming"] : ["available", "on_hand"];
  return names.map((one) => ({ itemId, locationId, name: one, delta, quantityAfterChange: quantityOf(after, one) }));
}

function emptyLevel(itemId: number, { locationId, createdAt }: { locationId: number; createdAt: string }): InventoryLevelRecord {
  return { itemId, locationId, available: 0, committed: 0, incoming: 0, createdAt, updatedAt: createdAt };
}

function shifted(level: InventoryLevelRecord, name: string, delta: number): InventoryLevelRecord {
  return name === "incoming" ? { ...level, incoming: level.incoming + delta } : { ...level, available: level.available + delta };
}

function announce(scope: AdminScope, group: AdjustmentGroupRecord): void {
  for (const { name, itemId, locationId, quantityAfterChange } of group.changes) {
    if (name !== "available") continue;
    notify(scope, "INVENTORY_LEVELS_UPDATE", {
      admin_graphql_api_id: `${gid("InventoryLevel", locationId)}?inventory_item_id=${itemId}`,
      inventory_item_id: itemId,
      location_id: locationId,
      available: quantityAfterChange,
      updated_at: group.createdAt,
    });
  }
}
