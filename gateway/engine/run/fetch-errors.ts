import type { GraphQLFormattedError } from "graphql";
import type { PasserelleError } from "#platform";
import type { FetchPlan } from "../plan/plan-nodes.js";
import type { Answered, Batch } from "./batch.js";
import type { DataObject } from "./execution.js";
import { locate, type Located } from "./collect.js";

type Place = readonly (string | number)[];

/** Errors of a root fetch stand where the subgraph says: its response has the client's own keys. */
export function rootErrors(errors: readonly GraphQLFormattedError[], plan: FetchPlan): GraphQLFormattedError[] {
  return errors.map((error) => named(error, plan.subgraph, error.path));
}

/** Errors of entities, each put at every place in the client's response where the entity stands. */
export function entityErrors(errors: readonly GraphQLFormattedError[], answered: Answered): GraphQLFormattedError[] {
  const placesOf = createPlaces(answered);
  return errors.flatMap((error) => {
    const [key, index, ...rest] = error.path ?? [];
    const batch = answered.batches.find(({ input }) => input.resultKey === key);
    const objects = batch && typeof index === "number" ? batch.waiting[index] : undefined;
    if (batch === undefined || objects === undefined) return [named(error, answered.plan.subgraph, commonPlace(answered))];
    return objects.flatMap((object) => placesOf(batch, object)).map((place) => named(error, answered.plan.subgraph, [...place, ...rest]));
  });
}

/** The errors of a fetch that got no answer at all: one, at the objects that it was to fill. */
export function wholeFailure(error: PasserelleError, answered: Answered): GraphQLFormattedError[] {
  const { plan } = answered;
  return [named({ message: error.message, extensions: { ...error.extensions } }, plan.subgraph, commonPlace(answered))];
}

function named(error: GraphQLFormattedError, subgraph: string, path: Place | undefined): GraphQLFormattedError {
  return { message: error.message, ...(path && { path }), extensions: { ...error.extensions, subgraph } };
}

// Places are looked up only when something failed: in a good answer nobody needs them.
function createPlaces({ execution, fitsType }: Answered): (batch: Batch, object: DataObject) => Place[] {
  const located = new Map<Batch, Located[]>();
  return (batch, object) => {
    const all = located.get(batch) ?? batch.input.paths.flatMap((path) => locate(execution.data, path, fitsType));
    located.set(batch, all);
    return all.filter((one) => one.object === object).map((one) => one.path);
  };
}

// The longest path that leads to all waiting objects: "products" for a list of them.
function commonPlace({ batches, execution, fitsType }: Answered): Place | undefined {
  const places = batches
    .flatMap(({ input }) => input.paths.flatMap((path) => locate(execution.data, path, fitsType)))
    .map((one) => one.path);
  const [first] = places;
  if (first === undefined) return undefined;
  const length = first.findIndex((step, at) => places.some((place) => place[at] !== step));
  return length < 0 ? first : first.slice(0, length);
}
