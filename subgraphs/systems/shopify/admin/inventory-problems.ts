import { idOf } from "../gid.js";
import { levelKey } from "../shop-data.js";
import { vendorError } from "../vendor-error.js";
import { quantityOf } from "./inventory-node.js";
import type { AdminScope } from "./scope.js";

/** One asked change: `target` is the quantity after it. */
export interface QuantityChange {
  readonly inventoryItemId: string;
  readonly locationId: string;
  readonly changeFromQuantity?: number | null;
  readonly ledgerDocumentUri?: string | null;
  readonly target: (before: number) => number;
}

/** A refusal in the vendor's shape. */
export interface QuantityError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code: string;
}

/** What is to be checked, in the words that both mutations share. */
export interface QuantityRequest {
  readonly mutation: "inventorySetQuantities" | "inventoryAdjustQuantities";
  /** Name of the list in the input, for the errors' `field`. */
  readonly list: string;
  readonly inputType: string;
  readonly name: string;
  readonly reason: string;
  readonly referenceDocumentUri?: string | null;
  readonly changes: readonly QuantityChange[];
}

const reasons = [
  "correction",
  "cycle_count_available",
  "damaged",
  "movement_created",
  "movement_updated",
  "movement_received",
  "movement_canceled",
  "other",
  "promotion",
  "quality_control",
  "received",
  "reservation_created",
  "reservation_deleted",
  "reservation_updated",
  "restock",
  "safety_stock",
  "shrinkage",
];

const namesOf = { inventorySetQuantities: ["available", "on_hand"], inventoryAdjustQuantities: ["available", "incoming"] } as const;
const highest = 1_000_000_000;

/** Why the vendor would refuse; an input without `changeFromQuantity` (which may be null) is an error at run time, although no type says so. */
export function problemsOf(scope: AdminScope, request: QuantityRequest): readonly QuantityError[] {
  if (request.changes.some((change) => change.changeFromQuantity === undefined)) {
    throw vendorError(`${request.inputType} must include the following argument: changeFromQuantity.`, "INVALID_FIELD_ARGUMENTS");
  }
  return [...headProblems(request), ...request.changes.flatMap((change, index) => changeProblem(scope, request, { change, index }) ?? [])];
}

function headProblems({ mutation, name, reason, referenceDocumentUri }: QuantityRequest): QuantityError[] {
  const problems: QuantityError[] = [];
  if (!namesOf[mutation].some((one) => one === name)) {
    const code = mutation === "inventorySetQuantities" ? "INVALID_NAME" : "INVALID_QUANTITY_NAME";
    problems.push({ field: ["input", "name"], message: `The quantity name must be either '${namesOf[mutation].join("' or '")}'.`, code });
  }
  if (!reasons.includes(reason))
    problems.push({ field: ["input", "reason"], message: "The specified reason is invalid.", code: "INVALID_REASON" });
  if (referenceDocumentUri && !URL.canParse(referenceDocumentUri)) {
    problems.push({
      field: ["input", "referenceDocumentUri"],
      message: "The specified reference document is invalid.",
      code: "INVALID_REFERENCE_DOCUMENT",
    });
  }
  return problems;
}

function changeProblem(
  scope: AdminScope,
  request: QuantityRequest,
  { change, index }: { change: QuantityChange; index: number },
): QuantityError | undefined {
  const { data } = scope;
  const field = (name: string): string[] => ["input", request.list, String(index), name];
  const itemId = idOf("InventoryItem", change.inventoryItemId) ?? "";
  const locationId = idOf("Location", change.locationId) ?? "";
  if (!data.inventoryItems.has(itemId))
    return { field: field("inventoryItemId"), message: "The specified inventory item could not be found.", code: "INVALID_INVENTORY_ITEM" };
  if (!data.locations.has(locationId))
    return { field: field("locationId"), message: "The specified location could not be found.", code: "INVALID_LOCATION" };
  const isTwice =
    request.changes.findIndex((one) => one.inventoryItemId === change.inventoryItemId && one.locationId === change.locationId) < index;
  if (isTwice && request.mutation === "inventorySetQuantities") {
    return {
      field: field("inventoryItemId"),
      message: "The combination of inventoryItemId and locationId must be unique.",
      code: "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
    };
  }
  const level = data.inventoryLevels.get(levelKey(itemId, locationId));
  return quantityProblem(level === undefined ? 0 : quantityOf(level, request.name), { request, change, field });
}

interface Checked {
  readonly request: QuantityRequest;
  readonly change: QuantityChange;
  readonly field: (name: string) => string[];
}

function quantityProblem(before: number, { request, change, field }: Checked): QuantityError | undefined {
  const isSet = request.mutation === "inventorySetQuantities";
  const after = change.target(before);
  if (change.changeFromQuantity !== null && change.changeFromQuantity !== before) {
    return {
      field: field("changeFromQuantity"),
      message: "The changeFromQuantity argument no longer matches the persisted quantity.",
      code: "CHANGE_FROM_QUANTITY_STALE",
    };
  }
  if (isSet && after < 0)
    return { field: field("quantity"), message: "The quantity can't be negative.", code: "INVALID_QUANTITY_NEGATIVE" };
  if (after > highest)
    return {
      field: field(isSet ? "quantity" : "delta"),
      message: "The quantity can't be higher than 1,000,000,000.",
      code: "INVALID_QUANTITY_TOO_HIGH",
    };
  if (after < -highest)
    return { field: field("delta"), message: "The quantity can't be lower than -1,000,000,000.", code: "INVALID_QUANTITY_TOO_LOW" };
  if (request.name !== "available" && !isSet && !change.ledgerDocumentUri) {
    return {
      field: field("ledgerDocumentUri"),
      message: "A ledger document URI is required except when adjusting available.",
      code: "INVALID_QUANTITY_DOCUMENT",
    };
  }
  return undefined;
}
