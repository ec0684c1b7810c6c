import { sku } from "#model";
import type { DeliveredPrice, DeliveredStock } from "#sdk";
import type { FileFeed } from "../../config/index.js";
import type { FileRow } from "./read-rows.js";

/** What a row says. */
export type FileValue =
  { readonly kind: "stock"; readonly stock: DeliveredStock } | { readonly kind: "price"; readonly price: DeliveredPrice };

/** A row that says something, or why it does not. */
export type ReadValue = { readonly value: FileValue } | { readonly problem: string };

type Columns = FileFeed["columns"];
type Column = keyof Columns;

/** Reads values from rows; `header` is the first row of a CSV file that has one. Throws `MissingColumn` when a column is not in the header. */
export function valueReader(feed: FileFeed, header: readonly string[] | undefined): (row: FileRow) => ReadValue {
  const cell = cellReader(feed, header);
  return (row) => {
    if ("problem" in row) return row;
    try {
      return { value: feed.kind === "stock" ? toStock(row.cells, cell, feed) : toPrice(row.cells, cell, feed) };
    } catch (error) {
      if (error instanceof WrongRow) return { problem: error.message };
      throw error;
    }
  };
}

/** A column that the settings name is not in the header. */
export class MissingColumn extends Error {
  override readonly name = "MissingColumn";
}

class WrongRow extends Error {}

type CellReader = (cells: readonly string[], column: Column) => string | undefined;

function cellReader({ columns }: FileFeed, header: readonly string[] | undefined): CellReader {
  const names = header?.map((name) => name.trim());
  const places = new Map<Column, (cells: readonly string[]) => string | undefined>();
  const columnNames: readonly Column[] = ["sku", "location", "onHand", "reserved", "list", "minimumQuantity", "net", "gross"];
  for (const column of columnNames) {
    const place = columns[column];
    if (place === undefined) continue;
    if (typeof place === "object") places.set(column, ([line = ""]) => line.slice(place.start - 1, place.start - 1 + place.width));
    else places.set(column, (cells) => cells[indexOf(place, names)]);
    if (typeof place === "string") indexOf(place, names);
  }
  return (cells, column) => places.get(column)?.(cells)?.trim();
}

function indexOf(place: string | number, names: readonly string[] | undefined): number {
  if (typeof place === "number") return place - 1;
  const index = names?.indexOf(place) ?? -1;
  if (index < 0) throw new MissingColumn(`the header has no column "${place}"`);
  return index;
}

const defaultLocation = "main";
const defaultList = "default";

function toStock(cells: readonly string[], cell: CellReader, feed: FileFeed): FileValue {
  const onHand = quantity(required(cells, cell, "onHand"), "onHand", feed);
  const reserved = quantity(cell(cells, "reserved") || "0", "reserved", feed);
  return { kind: "stock", stock: { sku: skuOf(cells, cell), location: cell(cells, "location") || defaultLocation, onHand, reserved } };
}

function toPrice(cells: readonly string[], cell: CellReader, feed: FileFeed): FileValue {
  const net = amount(required(cells, cell, "net"), "net", feed);
  const grossText = cell(cells, "gross");
  const gross = grossText ? amount(grossText, "gross", feed) : undefined;
  const minimumQuantity = quantity(cell(cells, "minimumQuantity") || "0", "minimumQuantity", feed);
  const list = cell(cells, "list") || defaultList;
  return { kind: "price", price: { sku: skuOf(cells, cell), list, minimumQuantity, net, ...(gross !== undefined && { gross }) } };
}

const longestCode = 200;

function skuOf(cells: readonly string[], cell: CellReader): DeliveredStock["sku"] {
  const code = required(cells, cell, "sku");
  if (code.includes("\uFFFD")) throw new WrongRow("sku is no text in the file's encoding");
  if (code.length > longestCode) throw new WrongRow(`sku is longer than ${longestCode} characters`);
  return sku(code);
}

function required(cells: readonly string[], cell: CellReader, column: Column): string {
  const text = cell(cells, column);
  if (text === undefined || text === "") throw new WrongRow(`${column} is missing`);
  return text;
}

function quantity(text: string, column: Column, feed: FileFeed): number {
  return Number(decimal(text, column, feed));
}

function amount(text: string, column: Column, feed: FileFeed): string {
  const figure = decimal(text, column, feed);
  if (figure.startsWith("-")) throw new WrongRow(`${column} is negative`);
  return figure;
}

/** A number in the words of the file, as a plain decimal. */
function decimal(text: string, column: Column, { format: { decimalMark } }: FileFeed): string {
  const grouping = decimalMark === "," ? /[.\s'\u00A0\u202F]/gu : /[,\s'\u00A0\u202F]/gu;
  const plain = text.replace(grouping, "").replace(decimalMark, ".");
  if (!/^[+-]?\d{1,15}(\.\d{1,10})?$/u.test(plain)) throw new WrongRow(`${column} is no number`);
  return plain.replace(/^\+/u, "");
}
