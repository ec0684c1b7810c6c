import "reflect-metadata";
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { categoryCode, type Category } from "#model";
import type { PimContext } from "../context.js";
import { textIn } from "../languages.js";
import { CategoryType } from "../schema/product-type.js";
import { LocaleScalar, localeArgument } from "../schema/text-types.js";

/** The category tree. */
@Resolver(() => CategoryType)
export class CategoryResolver {
  @Query(() => CategoryType, { nullable: true, description: "One category by its code; null when the PIM does not know it." })
  async category(@Arg("code", () => ID, { description: "The code." }) code: string, @Ctx() ctx: PimContext) {
    return asType((await ctx.categories()).get(categoryCode(code)));
  }

  @Directive("@cacheControl(maxAge: 3600)")
  @Query(() => [CategoryType], { nullable: true, description: "The top categories of the tree." })
  async categories(@Ctx() ctx: PimContext): Promise<CategoryType[]> {
    return [...(await ctx.categories()).values()].filter((one) => one.parent === undefined).flatMap((one) => asType(one) ?? []);
  }

  @FieldResolver(() => String, { nullable: true, description: "The category's name for a reader." })
  label(@Root() root: CategoryType, @Ctx() ctx: PimContext, @Arg("locale", () => LocaleScalar, localeArgument) locale?: string) {
    return textIn(ctx.languages, root.category.label, locale);
  }

  @FieldResolver(() => CategoryType, { nullable: true, description: "The category above; null at the top." })
  async parent(@Root() root: CategoryType, @Ctx() ctx: PimContext) {
    const parent = root.category.parent;
    return parent === undefined ? undefined : asType((await ctx.categories()).get(parent));
  }

  @FieldResolver(() => [CategoryType], { description: "The categories right below." })
  async children(@Root() root: CategoryType, @Ctx() ctx: PimContext): Promise<CategoryType[]> {
    return [...(await ctx.categories()).values()].filter((one) => one.parent === root.category.code).flatMap((one) => asType(one) ?? []);
  }
}

function asType(category: Category | undefined): CategoryType | undefined {
  return category && { code: category.code, category };
}
