import "reflect-metadata";
import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { PimContext } from "../context.js";
import { textIn } from "../languages.js";
import { AttributeType, FamilyType, LocaleScalar, localeArgument, MediaType } from "../schema/text-types.js";

/** Texts of a family. */
@Resolver(() => FamilyType)
export class FamilyResolver {
  @FieldResolver(() => String, { nullable: true, description: "The family's name for a reader." })
  label(@Root() family: FamilyType, @Ctx() ctx: PimContext, @Arg("locale", () => LocaleScalar, localeArgument) locale?: string) {
    return textIn(ctx.languages, family.labelled.label, locale);
  }
}

/** Texts of an attribute. */
@Resolver(() => AttributeType)
export class AttributeResolver {
  @FieldResolver(() => String, { nullable: true, description: "The attribute's name for a reader." })
  label(@Root() root: AttributeType, @Ctx() ctx: PimContext) {
    return textIn(ctx.languages, root.attribute.label, root.wantedLocale);
  }

  @FieldResolver(() => String, { nullable: true, description: "The value for a reader, without unit." })
  value(@Root() root: AttributeType, @Ctx() ctx: PimContext) {
    return textIn(ctx.languages, root.attribute.value, root.wantedLocale);
  }
}

/** Texts of a medium. */
@Resolver(() => MediaType)
export class MediaResolver {
  @FieldResolver(() => String, { nullable: true, description: "What the medium shows, for those who cannot see it." })
  alt(@Root() root: MediaType, @Ctx() ctx: PimContext, @Arg("locale", () => LocaleScalar, localeArgument) locale?: string) {
    return textIn(ctx.languages, root.media.alt, locale);
  }
}
