import { z } from "zod";
import type { Entity, Pim } from "../documents.js";
import { type ApiProblem, misformatted, typeName, type Violation } from "../problem.js";
import { writeValues } from "../values/write-values.js";

/** A write to a product or model. */
export interface EntityWrite {
  readonly pim: Pim;
  /** Anchor of the endpoint in the vendor's reference, for refusals. */
  readonly anchor: string;
  /** Change stamp of this write. */
  readonly at: string;
}

/** An entity after a write, and what is wrong with it. */
export interface Written<T> {
  readonly entity: T;
  readonly violations: readonly Violation[];
}

/** Properties that are computed: what a client sends back of them is ignored. */
const readOnly = ["created", "updated", "metadata", "completenesses", "quality_scores", "_links"];

/** Refuses a body that is no object or has properties of another kind of record. */
export function readBody(write: EntityWrite, body: unknown, allowed: readonly string[]): Readonly<Record<string, unknown>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(body);
  if (!parsed.success) throw misformatted("Invalid json message received.", write.anchor);
  const unknown = Object.keys(parsed.data).find((key) => !allowed.includes(key) && !readOnly.includes(key));
  if (unknown !== undefined) throw misformatted(`Property "${unknown}" does not exist.`, write.anchor);
  return parsed.data;
}

/** Applies what products and models have in common: categories, values, associations. */
export function writeCommon<T extends Entity>(write: EntityWrite, before: T, body: Readonly<Record<string, unknown>>): Written<T> {
  const { values, violations } =
    "values" in body ? writeValues(write, before.values, body["values"]) : { values: before.values, violations: [] };
  const categories = "categories" in body ? readCategories(write, body["categories"]) : before.categories;
  const associations =
    "associations" in body ? { ...before.associations, ...readRecord(write, "associations", body["associations"]) } : before.associations;
  const quantified = body["quantified_associations"];
  const quantified_associations =
    quantified === undefined
      ? before.quantified_associations
      : { ...before.quantified_associations, ...readRecord(write, "quantified_associations", quantified) };
  return { entity: { ...before, values, categories, associations, quantified_associations }, violations };
}

/** An optional code or `null`. */
export function readCode(write: EntityWrite, property: string, value: unknown): string | null {
  if (value === null || value === "") return null;
  if (typeof value !== "string") throw expects(write, property, { type: "a string", value });
  return value;
}

/** A list of codes. */
export function readCodes(write: EntityWrite, property: string, value: unknown): readonly string[] {
  const codes = z.array(z.string()).safeParse(value);
  if (!codes.success) throw expects(write, property, { type: "an array", value });
  return codes.data;
}

/** What Akeneo says of a property of the wrong type. */
export function expects(
  { anchor }: EntityWrite,
  property: string,
  { type, value }: { readonly type: string; readonly value: unknown },
): ApiProblem {
  return misformatted(`Property "${property}" expects ${type} as data, "${typeName(value)}" given.`, anchor);
}

function readCategories(write: EntityWrite, value: unknown): readonly string[] {
  const codes = readCodes(write, "categories", value);
  const unknown = codes.find((code) => !write.pim.categories.has(code));
  if (unknown !== undefined) throw misformatted(`The ${unknown} category does not exist in your PIM.`, write.anchor);
  return [...new Set(codes)].sort();
}

function readRecord(write: EntityWrite, property: string, value: unknown): Readonly<Record<string, unknown>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(value);
  if (!parsed.success) throw expects(write, property, { type: "an array", value });
  return parsed.data;
}
