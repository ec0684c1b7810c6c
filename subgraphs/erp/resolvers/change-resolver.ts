import "reflect-metadata";
import { Arg, Ctx, FieldResolver, Float, ID, Resolver, Root, Subscription, type ResolverData } from "type-graphql";
import { z } from "zod";
import { sku, type PriceSchedule } from "#model";
import {
  checkKeys,
  checkQuantity,
  InvalidInput,
  parseCursor,
  PasserelleError,
  type Cursor,
  type ToldState,
  type Observed,
} from "#platform";
import type { ErpContext } from "../context.js";
import type { AskedChanges } from "../live/live-erp.js";
import { ChangeKind, PriceChangeType, StockChangeType } from "../schema/change-types.js";
import { PriceType } from "../schema/price-types.js";
import type { StockType } from "../schema/stock-types.js";
import { toPrice } from "../to-price.js";

const skusHelp = "The products to be told of.";
const afterHelp =
  "The `cursor` of the last message that was received: only changes after it are told, or the states again when the history does not go back to it.";

const argumentsShape = z.object({ skus: z.array(z.string()), locations: z.array(z.string()).optional(), after: z.string().optional() });

type Asking = Pick<ResolverData<ErpContext>, "args" | "context">;

/** Changes of stock and prices. */
@Resolver()
export class ChangeResolver {
  @Subscription(() => StockChangeType, {
    description:
      "Stock of the given products: each as it is, then after each change. Changes that come fast are told as their newest state.",
    subscribe: async ({ args, context }: Asking) => {
      const { locations, ...rest } = argumentsShape.parse(args);
      return context.live.stock(askedChanges(rest, context), locations);
    },
  })
  stockChanged(
    @Root() told: ToldState<StockType>,
    @Arg("skus", () => [ID], { description: skusHelp }) _skus: string[],
    @Arg("locations", () => [ID], { nullable: true, description: "Stock over these locations only." }) _locations?: string[],
    @Arg("after", () => String, { nullable: true, description: afterHelp }) _after?: string,
  ): StockChangeType {
    const { kind, subject, state, cursor } = known(told);
    if (state === undefined) throw new InvalidInput(unknownSku(subject));
    return { kind: ChangeKind[kind], product: { sku: sku(subject) }, stock: state, cursor };
  }

  @Subscription(() => PriceChangeType, {
    description: "The viewer's own prices of the given products: each as it is, then after each change.",
    subscribe: ({ args, context }: Asking) => context.live.prices(askedChanges(argumentsShape.parse(args), context), context.viewer),
  })
  priceChanged(
    @Root() told: ToldState<Observed<PriceSchedule>>,
    @Arg("skus", () => [ID], { description: skusHelp }) _skus: string[],
    @Arg("after", () => String, { nullable: true, description: afterHelp }) _after?: string,
  ): PriceChangeType {
    const { kind, subject, state, cursor } = known(told);
    return { kind: ChangeKind[kind], product: { sku: sku(subject) }, observed: state, cursor };
  }
}

/** The price that a change tells. */
@Resolver(() => PriceChangeType)
export class PriceChangeResolver {
  @FieldResolver(() => PriceType, {
    nullable: true,
    description: "The viewer's price of one unit when they buy this quantity; null when there is none.",
  })
  price(
    @Root() { observed }: PriceChangeType,
    @Ctx() ctx: ErpContext,
    @Arg("quantity", () => Float, { defaultValue: 1, description: "How much is bought, in the product's unit of sale." }) quantity = 1,
  ): PriceType | undefined {
    checkQuantity(quantity);
    return observed && toPrice(observed, quantity, ctx.source);
  }
}

function askedChanges({ skus, after }: z.output<typeof argumentsShape>, { live }: ErpContext): AskedChanges {
  if (skus.length === 0) throw new InvalidInput({ field: "skus", problem: "there is none", remedy: "name the products to be told of" });
  const asked = [...new Set(checkKeys(skus, "skus", live.maxSkus))].map(sku);
  return { skus: asked, after: after === undefined ? undefined : cursorOf(after) };
}

function cursorOf(text: string): Cursor {
  const cursor = parseCursor(text);
  if (cursor !== undefined) return cursor;
  throw new InvalidInput({ field: "after", problem: "it is no cursor", remedy: "pass the cursor of a message as it was given" });
}

function known<State>(told: ToldState<State>): ToldState<State> {
  if (told.failure === undefined) return told;
  throw told.failure instanceof PasserelleError ? told.failure : new Error("A state could not be read.", { cause: told.failure });
}

function unknownSku(subject: string): ConstructorParameters<typeof InvalidInput>[0] {
  return { field: "skus", problem: `the system of stock does not know "${subject}"`, remedy: "leave it out" };
}
