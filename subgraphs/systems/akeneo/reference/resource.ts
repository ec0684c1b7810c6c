import type { z } from "zod";
import type { Collection } from "../../simulator/store.js";
import type { Kept, Pim } from "../documents.js";
import type { Violation } from "../problem.js";
import { booleanOf, type Criterion, textOf, textsOf, unsupported } from "../search/criteria.js";
import { stampTest } from "../search/dates.js";

/** A record that has a code. */
export interface Coded {
  readonly code: string;
}

/** A test on a kept reference record. */
export type KeptTest<Body> = (kept: Kept<Body>) => boolean;

/** One kind of reference record: where it is, how it is searched, and how it may be written. */
export interface Resource<Body extends Coded> {
  /** For messages, for example `Category`. */
  readonly title: string;
  /** Path below `/rest/v1`; `:owner` stands for the record that owns it. */
  readonly path: string;
  /** Operation prefix in the journal. */
  readonly operation: string;
  readonly kept: (pim: Pim) => Collection<Kept<Body>>;
  readonly present: (pim: Pim, kept: Kept<Body>, options: { readonly withPosition: boolean }) => unknown;
  /** Which filters `search` takes. */
  readonly test: (pim: Pim, criterion: Criterion, now: Date) => KeptTest<Body>;
  readonly write?: {
    /** A strict schema of the whole record, defaults included. */
    readonly schema: z.ZodType<Body>;
    readonly immutable: readonly string[];
    readonly check: (pim: Pim, body: Body, owner: string | undefined) => readonly Violation[];
  };
}

/** `code IN`, which every searchable reference record takes. */
export function codeTest<Body extends Coded>(criterion: Criterion): KeptTest<Body> {
  if (criterion.operator !== "IN") throw unsupported(criterion);
  const wanted = new Set(textsOf(criterion));
  return ({ body }) => wanted.has(body.code);
}

/** `updated >` and its kin. */
export function updatedTest<Body>(criterion: Criterion, now: Date): KeptTest<Body> {
  const test = stampTest(criterion, now);
  return ({ updated }) => test(updated);
}

/** `=` on a text. */
export function equalsTest<Body>(criterion: Criterion, read: (body: Body) => string | null): KeptTest<Body> {
  if (criterion.operator !== "=") throw unsupported(criterion);
  const wanted = textOf(criterion);
  return ({ body }) => read(body) === wanted;
}

/** `=` on a flag. */
export function flagTest<Body>(criterion: Criterion, read: (body: Body) => boolean): KeptTest<Body> {
  if (criterion.operator !== "=") throw unsupported(criterion);
  const wanted = booleanOf(criterion);
  return ({ body }) => read(body) === wanted;
}
