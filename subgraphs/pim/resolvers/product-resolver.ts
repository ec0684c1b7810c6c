import "reflect-metadata";
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { sku as toSku, type AttributeValue, type Media, type ProductContent, type Sku } from "#model";
import { DateTimeScalar } from "#model/graphql";
import { checkKeys } from "#platform";
import type { PimContext } from "../context.js";
import { languageOf, textIn } from "../languages.js";
import { CategoryType, ProductType } from "../schema/product-type.js";
import { AttributeKind, AttributeType, FamilyType, LocaleScalar, localeArgument, MediaKind, MediaType } from "../schema/text-types.js";

/** Product content from the PIM. A product that the PIM does not know has no content, and that is no error: another system may know it. */
@Resolver(() => ProductType)
export class ProductResolver {
  @Query(() => ProductType, { nullable: true, description: "One product by its SKU; null when the PIM says that it does not know it." })
  async product(@Arg("sku", () => ID, { description: "The SKU." }) sku: string, @Ctx() ctx: PimContext): Promise<ProductType | undefined> {
    checkKeys([sku], "sku");
    return (await found(toSku(sku), ctx)) ?? undefined;
  }

  @Query(() => [ProductType], {
    nullable: "items",
    description: "Several products in the order of their SKUs; null where the PIM says that it does not know one.",
  })
  async products(
    @Arg("skus", () => [ID], { description: "The SKUs, at most 500." }) skus: string[],
    @Ctx() ctx: PimContext,
  ): Promise<(ProductType | null)[]> {
    checkKeys(skus, "skus");
    return Promise.all(skus.map((one) => found(toSku(one), ctx)));
  }

  @FieldResolver(() => String, { nullable: true, description: "The product's name." })
  async name(@Root() product: ProductType, @Ctx() ctx: PimContext, @Arg("locale", () => LocaleScalar, localeArgument) locale?: string) {
    const content = await contentOf(product, ctx);
    return content && textIn(ctx.languages, content.name, locale);
  }

  @FieldResolver(() => String, { nullable: true, description: "The product's description, plain text or HTML as the PIM holds it." })
  async description(
    @Root() product: ProductType,
    @Ctx() ctx: PimContext,
    @Arg("locale", () => LocaleScalar, localeArgument) locale?: string,
  ) {
    const content = await contentOf(product, ctx);
    return content && textIn(ctx.languages, content.description, locale);
  }

  @FieldResolver(() => String, { nullable: true, description: "The brand." })
  async brand(@Root() product: ProductType, @Ctx() ctx: PimContext) {
    return (await contentOf(product, ctx))?.brand;
  }

  @FieldResolver(() => FamilyType, { nullable: true, description: "The family that says which attributes the product carries." })
  async family(@Root() product: ProductType, @Ctx() ctx: PimContext): Promise<FamilyType | undefined> {
    const family = (await contentOf(product, ctx))?.family;
    return family && { code: family.code, labelled: family };
  }

  @FieldResolver(() => [CategoryType], { nullable: true, description: "The categories that the product is in." })
  async categories(@Root() product: ProductType, @Ctx() ctx: PimContext): Promise<CategoryType[] | undefined> {
    const [content, tree] = await Promise.all([contentOf(product, ctx), ctx.categories()]);
    return content?.categories.map((code) => ({ code, category: tree.get(code) ?? { code, label: {} } }));
  }

  @FieldResolver(() => [AttributeType], { nullable: true, description: "The product's attributes, in the family's order." })
  async attributes(
    @Root() product: ProductType,
    @Ctx() ctx: PimContext,
    @Arg("codes", () => [ID], { nullable: true, description: "Only these attributes." }) codes?: string[],
    @Arg("locale", () => LocaleScalar, localeArgument) locale?: string,
  ): Promise<AttributeType[] | undefined> {
    languageOf(ctx.languages, locale);
    const content = await contentOf(product, ctx);
    return content?.attributes.filter((one) => codes?.includes(one.code) ?? true).map((one) => toAttribute(one, locale));
  }

  @FieldResolver(() => [MediaType], { nullable: true, description: "Pictures, films and documents in gallery order." })
  async media(
    @Root() product: ProductType,
    @Ctx() ctx: PimContext,
    @Arg("kind", () => MediaKind, { nullable: true, description: "Only media of this kind." }) kind?: MediaKind,
  ): Promise<MediaType[] | undefined> {
    const content = await contentOf(product, ctx);
    return content?.media.filter((one) => kind === undefined || one.kind === kind).map(toMedia);
  }

  @FieldResolver(() => [ProductType], {
    nullable: true,
    description: "The other sellable variants of the same model; empty for a product without variants.",
  })
  async variants(@Root() product: ProductType, @Ctx() ctx: PimContext): Promise<ProductType[] | undefined> {
    const content = await contentOf(product, ctx);
    if (content?.model === undefined) return content && [];
    const siblings = (await ctx.variants.load(content.model)) ?? [];
    return siblings.filter((one) => one !== product.sku).map((one) => ({ sku: one }));
  }

  @FieldResolver(() => ID, { nullable: true, description: "Code of the model that groups this product with its variants." })
  async model(@Root() product: ProductType, @Ctx() ctx: PimContext) {
    return (await contentOf(product, ctx))?.model;
  }

  @FieldResolver(() => Boolean, { nullable: true, description: "False when the PIM has taken the product out of the catalogue." })
  async isEnabled(@Root() product: ProductType, @Ctx() ctx: PimContext) {
    return (await contentOf(product, ctx))?.isEnabled;
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: "When the content changed last." })
  async updatedAt(@Root() product: ProductType, @Ctx() ctx: PimContext) {
    return (await contentOf(product, ctx))?.updatedAt;
  }
}

// While the PIM does not answer, nobody knows whether it has the product: it stands, so that other systems can say what they know of it, and
// each of its content fields says what failed.
async function found(sku: Sku, ctx: PimContext): Promise<ProductType | null> {
  const content = await ctx.products.load(sku).catch(() => ({ sku }));
  return content ? { sku: content.sku } : null;
}

function contentOf(product: ProductType, ctx: PimContext): Promise<ProductContent | undefined> {
  return ctx.products.load(product.sku);
}

function toAttribute(attribute: AttributeValue, wantedLocale: string | undefined): AttributeType {
  return {
    attribute,
    wantedLocale,
    code: attribute.code,
    kind: AttributeKind[attribute.kind],
    unit: attribute.unit ?? null,
    optionCodes: attribute.optionCodes ?? [],
  };
}

function toMedia(media: Media): MediaType {
  return { media, url: media.url, kind: MediaKind[media.kind], position: media.position };
}
