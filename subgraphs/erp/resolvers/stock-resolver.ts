import "reflect-metadata";
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { availableAt, availableIn, locationId, sumQuantities, type LocationId, type StockLocation, type StockRecord } from "#model";
import { InvalidInput } from "#platform";
import type { ErpContext, Observed } from "../context.js";
import { ProductType } from "../schema/product-type.js";
import { LocationKind, LocationType, StockType } from "../schema/stock-types.js";

type Locations = ReadonlyMap<LocationId, StockLocation>;

/** Stock of a product. */
@Resolver(() => ProductType)
export class StockResolver {
  @FieldResolver(() => StockType, {
    nullable: true,
    description:
      "Stock over the given locations, or all; null when the ERP does not know the product, or cannot be asked (then with an error).",
  })
  async stock(
    @Root() product: ProductType,
    @Ctx() ctx: ErpContext,
    @Arg("locations", () => [ID], { nullable: true, description: "Only these locations." }) wanted?: string[],
  ): Promise<StockType | undefined> {
    const [observed, locations] = await Promise.all([ctx.stock.load(product.sku), ctx.locations()]);
    checkLocations(wanted, locations);
    return observed && toStock(observed, ctx.source, { wanted, locations });
  }

  @Directive("@cacheControl(maxAge: 3600)")
  @Query(() => [LocationType], { nullable: true, description: "All places that hold stock." })
  async locations(@Ctx() ctx: ErpContext): Promise<LocationType[]> {
    return [...(await ctx.locations()).values()].map(toLocation);
  }
}

function checkLocations(wanted: readonly string[] | undefined, locations: Locations): void {
  const unknown = wanted?.find((one) => !locations.has(locationId(one)));
  if (unknown === undefined) return;
  throw new InvalidInput({
    field: "locations",
    problem: `there is no location "${unknown}"`,
    remedy: `choose among ${[...locations.keys()].join(", ")}`,
  });
}

function toStock(
  observed: Observed<StockRecord>,
  source: string,
  scope: { wanted?: string[] | undefined; locations: Locations },
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
    stale: false,
    version: observed.value.version,
  };
}

/** A location on the graph. */
export function toLocation(location: StockLocation): LocationType {
  return { ...location, kind: LocationKind[location.kind] };
}
