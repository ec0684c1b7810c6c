import { createReadStream } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import type { FileFeed } from "../../config/index.js";
import { decodedText, textLines } from "./text-lines.js";

/** One row of a file. */
export type FileRow =
  | { readonly line: number; readonly cells: readonly string[] }
  /** A row that cannot be taken apart, and why. */
  | { readonly line: number; readonly problem: string };

/** Reads the rows of a file one after another, however large it is; the lines are numbered from 1. Throws what reading the file throws. */
export async function* readRows(path: string, feed: FileFeed): AsyncGenerator<FileRow> {
  const isCsv = feed.format.type === "csv";
  const lines = numbered(textLines(decodedText(createReadStream(path), feed.format.encoding)));
  const waiting: NumberedLine[] = [];
  for await (const line of lines) {
    if (line.text.trim() === "") continue;
    if (!isCsv) yield { line: line.number, cells: [line.text] };
    else if (waiting.length === 0 && !line.text.includes(feed.format.quote)) yield plainRow(line, feed);
    else yield* quotedRows(waiting, line, feed);
  }
  yield* waiting.map(({ number }) => unclosed(number));
}

interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

async function* numbered(lines: AsyncIterable<string>): AsyncGenerator<NumberedLine> {
  let number = 0;
  for await (const text of lines) {
    number += 1;
    yield { number, text: number === 1 ? text.replace(/^\uFEFF/u, "") : text };
  }
}

function plainRow({ number, text }: NumberedLine, { format }: FileFeed): FileRow {
  return { line: number, cells: text.split(format.separator) };
}

/** Most lines over which a quoted value may go; a quote that nobody closes spoils its own line only. */
const longestRow = 20;

/** The rows that are complete with one more line; lines of a row that is not stay in `waiting`. */
function* quotedRows(waiting: NumberedLine[], next: NumberedLine, feed: FileFeed): Generator<FileRow> {
  waiting.push(next);
  const first = waiting[0] ?? next;
  const read = takenApart(waiting.map(({ text }) => text).join("\n"), feed);
  if (typeof read !== "string") {
    waiting.length = 0;
    yield { line: next.number, cells: read };
    return;
  }
  if (read === "CSV_QUOTE_NOT_CLOSED" && waiting.length < longestRow) return;
  // The first line is wrong; each one after it is looked at anew.
  const [, ...rest] = waiting.splice(0);
  yield read === "CSV_QUOTE_NOT_CLOSED" ? unclosed(first.number) : { line: first.number, problem: `cannot be taken apart (${read})` };
  for (const line of rest) {
    if (waiting.length === 0 && !line.text.includes(feed.format.quote)) yield plainRow(line, feed);
    else yield* quotedRows(waiting, line, feed);
  }
}

function unclosed(line: number): FileRow {
  return { line, problem: "cannot be taken apart (CSV_QUOTE_NOT_CLOSED)" };
}

const records = z.tuple([z.array(z.string())]);

/** The cells of one row, or the code of what is wrong with it. */
function takenApart(text: string, { format }: FileFeed): readonly string[] | string {
  try {
    const [cells] = records.parse(parse(text, { delimiter: format.separator, quote: format.quote, relax_column_count: true }));
    return cells;
  } catch (error) {
    if (error instanceof CsvError) return error.code;
    throw error;
  }
}
