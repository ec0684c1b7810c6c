import type { OrderStatus } from "#model";
import type { OrderSearch } from "#sdk";
import type { Domain } from "../client.js";
import type { SaleRow } from "./orders.js";

const CURSOR = /^(?<date>\d{4}-\d{2}-\d{2}|-)\/(?<id>\d{1,15})$/u;

/** The conditions of a search that Tryton can check, as a domain; statuses only as far as the state of the sale tells them. */
export function conditionsOf(search: OrderSearch): Domain {
  return [
    ...equals("party.code", search.customer),
    ...equals("reference", search.externalReference),
    ...statesOf(search.statuses),
    ...placedSince(search.placedSince),
    ...changedSince(search.updatedSince),
  ];
}

/** Whether an order of this status is looked for. */
export function inPage({ statuses }: OrderSearch, status: OrderStatus): boolean {
  return statuses === undefined || statuses.includes(status);
}

/** Cursor of a sale in the order of its date and id. */
export function cursorOf({ sale_date: date, id }: Pick<SaleRow, "sale_date" | "id">): string {
  return `${date ?? "-"}/${id}`;
}

/** What comes after a cursor, newest first; a cursor that is none of ours is before everything. */
export function notAfter(cursor: string | undefined): Domain {
  const groups = cursor === undefined ? undefined : CURSOR.exec(cursor)?.groups;
  if (groups?.["date"] === undefined) return [];
  const olderId = ["id", "<", Number(groups["id"])];
  if (groups["date"] === "-") return [["OR", [["sale_date", "=", null], olderId], ["sale_date", "!=", null]]];
  const date = vendorDay(groups["date"]);
  return [["OR", ["sale_date", "<", date], [["sale_date", "=", date], olderId]]];
}

function equals(field: string, value: string | undefined): Domain {
  return value === undefined ? [] : [[field, "=", value]];
}

function statesOf(statuses: OrderSearch["statuses"]): Domain {
  if (statuses === undefined) return [];
  const states = statuses.flatMap((status) => {
    if (status === "DRAFT") return ["draft", "quotation"];
    return status === "CANCELLED" ? ["cancelled"] : ["confirmed", "processing", "done"];
  });
  return [["state", "in", [...new Set(states)]]];
}

// A sale has a day, not a time: the day that the time falls on is within.
function placedSince(since: string | undefined): Domain {
  if (since === undefined) return [];
  const undated = [
    ["sale_date", "=", null],
    ["create_date", ">=", vendorInstant(since)],
  ];
  return [["OR", ["sale_date", ">=", vendorDay(new Date(since).toISOString().slice(0, 10))], undated]];
}

function changedSince(since: string | undefined): Domain {
  if (since === undefined) return [];
  const at = vendorInstant(since);
  return [
    [
      "OR",
      ["write_date", ">=", at],
      [
        ["write_date", "=", null],
        ["create_date", ">=", at],
      ],
    ],
  ];
}

function vendorDay(iso: string): Readonly<Record<string, unknown>> {
  const [year, month, day] = iso.split("-").map(Number);
  return { __class__: "date", year, month, day };
}

function vendorInstant(iso: string): Readonly<Record<string, unknown>> {
  const at = new Date(iso);
  return {
    __class__: "datetime",
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    microsecond: at.getUTCMilliseconds() * 1_000,
  };
}
