import "reflect-metadata";
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { channelId, type Channel, type ChannelId } from "#model";
import { InvalidInput } from "#platform";
import type { ShopContext } from "../context.js";
import { ChannelType, ListingType, ProductType } from "../schema/shop-types.js";

/** Listings of a product. */
@Resolver(() => ProductType)
export class ListingResolver {
  @FieldResolver(() => ListingType, { nullable: true, description: "How the product stands on a channel; null when it is not there." })
  async listing(
    @Root() product: ProductType,
    @Ctx() ctx: ShopContext,
    @Arg("channel", () => ID, { nullable: true, description: "Code of the channel; the configured default, else the shop's first." })
    wanted?: string,
  ): Promise<ListingType | undefined> {
    const [listings, channels] = await Promise.all([ctx.listings.load(product.sku), ctx.channels()]);
    const channel = chooseChannel(channels, wanted ?? ctx.defaultChannel);
    const listing = channel && listings?.find((one) => one.channel === channel.id);
    return channel && listing && { ...listing, channel };
  }

  @FieldResolver(() => [ListingType], { nullable: true, description: "How the product stands on every channel that has it." })
  async listings(@Root() product: ProductType, @Ctx() ctx: ShopContext): Promise<ListingType[]> {
    const [listings, channels] = await Promise.all([ctx.listings.load(product.sku), ctx.channels()]);
    return (listings ?? []).map((one) => ({ ...one, channel: channels.get(one.channel) ?? { id: one.channel, name: one.channel } }));
  }

  @Query(() => [ChannelType], { nullable: true, description: "The shop platform's sales channels." })
  async channels(@Ctx() ctx: ShopContext): Promise<ChannelType[]> {
    return [...(await ctx.channels()).values()];
  }
}

function chooseChannel(channels: ReadonlyMap<ChannelId, Channel>, wanted: string | undefined): Channel | undefined {
  if (wanted === undefined) return channels.values().next().value;
  const channel = channels.get(channelId(wanted));
  if (channel) return channel;
  throw new InvalidInput({
    field: "channel",
    problem: `there is no channel "${wanted}"`,
    remedy: `choose among ${[...channels.keys()].join(", ")}`,
  });
}
