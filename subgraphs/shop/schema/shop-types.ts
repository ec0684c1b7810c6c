import "reflect-metadata";
import { Directive, Field, Float, ID, ObjectType } from "type-graphql";
import type { CustomerId, Sku } from "#model";
import { CurrencyCodeScalar, DateTimeScalar, LocaleScalar, MoneyType, UrlScalar } from "#model/graphql";

/** A product as the shop subgraph knows it. */
@Directive('@key(fields: "sku")')
@ObjectType("Product")
export class ProductType {
  @Field(() => ID)
  sku: Sku;
}

/** A customer as the shop subgraph knows them: their number only. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Customer")
export class CustomerType {
  @Field(() => ID)
  id: CustomerId;
}

/** A sales channel. */
@Directive("@cacheControl(maxAge: 3600)")
@ObjectType("Channel", { description: "A sales channel of the shop platform." })
export class ChannelType {
  @Field(() => ID, { description: "The channel's code." })
  id: string;

  @Field(() => String, { description: "The channel's name." })
  name: string;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: "The currency that the channel sells in, when it is one." })
  currency?: string | undefined;

  @Field(() => LocaleScalar, { nullable: true, description: "The language of the channel, when it is one." })
  locale?: string | undefined;
}

/** How a product stands on a channel. */
@Directive("@cacheControl(maxAge: 60)")
@ObjectType("Listing", { description: "How a product stands on one sales channel." })
export class ListingType {
  @Field(() => ChannelType, { description: "The channel." })
  channel: ChannelType;

  @Field(() => String, { description: "The product's title there." })
  title: string;

  @Field(() => String, { nullable: true, description: "The product's part of the URL there." })
  slug?: string | undefined;

  @Field(() => UrlScalar, { nullable: true, description: "The product's page there." })
  url?: string | undefined;

  @Field(() => Boolean, { description: "True when shoppers see it there." })
  isPublished: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: "Since when shoppers see it there." })
  publishedAt?: string | undefined;

  @Field(() => String, { nullable: true, description: "Title for search engines." })
  seoTitle?: string | undefined;

  @Field(() => String, { nullable: true, description: "Description for search engines." })
  seoDescription?: string | undefined;
}

/** One line of a cart. */
@ObjectType("CartLine", { description: "One line of a cart." })
export class CartLineType {
  @Field(() => ID, { description: "The shop's id of the line." })
  id: string;

  @Field(() => ProductType, { nullable: true, description: "The product, when the line has a SKU." })
  product?: ProductType | undefined;

  @Field(() => String, { description: "The line's text in the cart." })
  title: string;

  @Field(() => Float, { description: "How much, in the product's unit of sale." })
  quantity: number;

  @Field(() => MoneyType, { description: "Price of one unit as the shop shows it." })
  unitPrice: MoneyType;

  @Field(() => MoneyType, { description: "Price of the line after discounts." })
  total: MoneyType;
}

/** A cart. */
@Directive('@key(fields: "id")')
@Directive("@cacheControl(maxAge: 0, scope: PRIVATE)")
@ObjectType("Cart", { description: "A cart in the shop platform; who knows its id may read it, unless it belongs to another customer." })
export class CartType {
  @Field(() => ID, { description: "The shop's id of the cart." })
  id: string;

  @Field(() => CustomerType, { nullable: true, description: "Whose cart it is, when the shop knows." })
  customer?: CustomerType | undefined;

  @Field(() => [CartLineType], { description: "What is in it." })
  lines: CartLineType[];

  @Field(() => MoneyType, { description: "Sum of the lines." })
  subtotal: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: "Tax, when the shop knows it already." })
  tax?: MoneyType | undefined;

  @Field(() => MoneyType, { description: "What is to be paid as far as the shop knows." })
  total: MoneyType;

  @Field(() => UrlScalar, { nullable: true, description: "Where the shopper pays." })
  checkoutUrl?: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: "When the cart changed last." })
  updatedAt?: string | undefined;
}
