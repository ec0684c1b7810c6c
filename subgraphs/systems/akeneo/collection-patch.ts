import type { FastifyReply } from "fastify";
import { z } from "zod";
import { collectionType } from "./headers.js";
import { ApiProblem, problemBody, unprocessable } from "./problem.js";

const maximumLines = 100;
const maximumLineLength = 1_000_000;
const lineSchema = z.record(z.string(), z.unknown());

/** How one line of a collection is written. */
export interface LineWriter {
  /** Property that names the record, for example `code`. */
  readonly key: string;
  /** Writes one record and tells the status that it alone would have been answered with. */
  readonly write: (key: string, body: Readonly<Record<string, unknown>>) => 201 | 204;
}

/**
 * Writes a collection line by line; each line succeeds or fails alone and is answered by one line
 * (api.akeneo.com/documentation/update.html#patch-on-a-collection).
 */
export function patchCollection(reply: FastifyReply, body: unknown, writer: LineWriter): FastifyReply {
  const lines = typeof body === "string" ? body.replace(/\n$/, "").split("\n") : [];
  if (lines.length > maximumLines) throw new ApiProblem(413, `Too many resources to process, ${maximumLines} is the maximum allowed.`);
  const answers = lines.map((line, index) => JSON.stringify(patchLine(line, index + 1, writer)));
  return reply.code(200).header("content-type", collectionType).send(answers.join("\n"));
}

function patchLine(line: string, number: number, { key, write }: LineWriter): unknown {
  try {
    if (line.length > maximumLineLength) throw new ApiProblem(413, "Line is too long.");
    const body = readLine(line);
    const name = body[key];
    if (name !== undefined && name !== null && typeof name !== "string") throw unprocessable(`${key} must be of type string.`);
    if (typeof name !== "string" || name.trim() === "") throw unprocessable(`${key.charAt(0).toUpperCase()}${key.slice(1)} is missing.`);
    return { line: number, [key]: name, ...writeLine(name, body, write) };
  } catch (problem) {
    if (problem instanceof ApiProblem) return { line: number, status_code: problem.status, message: problem.message };
    throw problem;
  }
}

function writeLine(name: string, body: Readonly<Record<string, unknown>>, write: LineWriter["write"]): Readonly<Record<string, unknown>> {
  try {
    return { status_code: write(name, body) };
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    const { code, ...rest } = problemBody(problem);
    return { status_code: code, ...rest };
  }
}

function readLine(line: string): Readonly<Record<string, unknown>> {
  const parsed = lineSchema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  throw new ApiProblem(400, "Invalid json message received");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
