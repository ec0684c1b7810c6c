import { availableAt, availableIn, locationId, sumQuantities, type LocationId, type StockLocation, type StockRecord } from "#model";
import { InvalidInput, type Observed } from "#platform";
import { LocationKind, type LocationType, type StockType } from "./schema/stock-types.js";

/** All places that hold stock, by id. */
export type Locations = ReadonlyMap<LocationId, StockLocation>;

/** Throws `InvalidInput` when one of the wanted locations is none. */
export function checkLocations(wanted: readonly string[] | undefined, locations: Locations): void {
  const unknown = wanted?.find((one) => !locations.has(locationId(one)));
  if (unknown === undefined) return;
  throw new InvalidInput({
    field: "locations",
    problem: `there is no location "${unknown}"`,
    remedy: `choose among ${[...locations.keys()].join(", ")}`,
  });
}

/** Stock over the wanted locations, on the graph. */
export function toStock(
  observed: Observed<StockRecord>,
  source: string,
  scope: { wanted?: readonly string[] | undefined; locations: Locations },
): StockType {
  const isWanted = (one: { location: LocationId }): boolean => scope.wanted?.includes(one.location) ?? true;
  // Some systems tell a place where nothing lies as zero, others say nothing of it: on the graph it is left out.
  const levels = observed.value.levels.filter((one) => isWanted(one) && (one.onHand !== 0 || one.reserved !== 0));
  const incoming = observed.value.incoming.filter(isWanted).toSorted((a, b) => a.expectedAt.localeCompare(b.expectedAt));
  const place = (id: LocationId): LocationType => toLocation(scope.locations.get(id) ?? { id, name: id, kind: "WAREHOUSE" });
  return {
    available: availableIn(levels),
    onHand: sumQuantities(levels.map((one) => one.onHand)),
    reserved: sumQuantities(levels.map((one) => one.reserved)),
    levels: levels.map((one) => ({ ...one, location: place(one.location), available: availableAt(one) })),
    incoming: incoming.map((one) => ({ ...one, location: place(one.location) })),
    asOf: observed.asOf,
    source,
    stale: observed.stale,
    version: observed.value.version,
  };
}

/** A location on the graph. */
export function toLocation(location: StockLocation): LocationType {
  return { ...location, kind: LocationKind[location.kind] };
}
