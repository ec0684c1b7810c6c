import "reflect-metadata";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { LocaleScalar, UrlScalar } from "#model/graphql";
import type { Labelled, Media, AttributeValue } from "#model";

/** What an attribute's value is. */
export enum AttributeKind {
  TEXT = "TEXT",
  NUMBER = "NUMBER",
  BOOLEAN = "BOOLEAN",
  CHOICE = "CHOICE",
  MEASURE = "MEASURE",
  DATE = "DATE",
}
registerEnumType(AttributeKind, {
  name: "AttributeKind",
  description: "What the value of an attribute is.",
  valuesConfig: {
    TEXT: { description: "Free text." },
    NUMBER: { description: "A number without unit." },
    BOOLEAN: { description: "Yes or no, written `true` or `false`." },
    CHOICE: { description: "One or several of a list of options; `optionCodes` has their codes." },
    MEASURE: { description: "A number with a unit." },
    DATE: { description: "A calendar day, `YYYY-MM-DD`." },
  },
});

/** What a medium is. */
export enum MediaKind {
  IMAGE = "IMAGE",
  VIDEO = "VIDEO",
  DOCUMENT = "DOCUMENT",
}
registerEnumType(MediaKind, {
  name: "MediaKind",
  description: "What a medium is.",
  valuesConfig: {
    IMAGE: { description: "A picture." },
    VIDEO: { description: "A film." },
    DOCUMENT: { description: "A document, for example an instruction sheet." },
  },
});

/** A family on the graph: its content is resolved from `labelled`. */
@Directive("@cacheControl(maxAge: 3600)")
@ObjectType("Family", { description: "A family of products that share the same attributes." })
export class FamilyType {
  readonly labelled: Labelled;

  @Field(() => ID, { description: "The PIM's code of the family." })
  code: string;
}

/** One attribute of a product on the graph. */
@ObjectType("Attribute", { description: "One attribute of a product, with its label and value written for a reader." })
export class AttributeType {
  readonly attribute: AttributeValue;
  readonly wantedLocale: string | undefined;

  @Field(() => ID, { description: "The PIM's code of the attribute." })
  code: string;

  @Field(() => AttributeKind, { description: "What the value is." })
  kind: AttributeKind;

  @Field(() => String, { nullable: true, description: "Unit of a measure, as the PIM codes it, for example `KILOGRAM`." })
  unit: string | null;

  @Field(() => [String], { description: "Codes of the chosen options of a choice; empty for other kinds." })
  optionCodes: readonly string[];
}

/** A medium on the graph. */
@Directive("@cacheControl(maxAge: 3600)")
@ObjectType("Media", { description: "A picture, film or document of a product." })
export class MediaType {
  readonly media: Media;

  @Field(() => UrlScalar, { description: "Where the file can be fetched." })
  url: string;

  @Field(() => MediaKind, { description: "What it is." })
  kind: MediaKind;

  @Field(() => Number, { description: "Place in the product's gallery, starting at 1." })
  position: number;
}

/** Language argument shared by all texts. */
export const localeArgument = {
  nullable: true,
  description: "The language of the text; the request's `Accept-Language`, else the catalogue's first, when left out.",
} as const;

export { LocaleScalar };
