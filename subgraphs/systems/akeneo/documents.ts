import type { MediaSubject } from "../merchant/render-media-svg.js";
import type { Collection, Store } from "../simulator/store.js";

/** Texts by Akeneo locale code, for example `en_GB`. */
export type Labels = Readonly<Record<string, string>>;

/** One value of an attribute, for all locales or channels where these are `null`. */
export interface Value {
  readonly locale: string | null;
  readonly scope: string | null;
  readonly data: unknown;
}

/** Values by attribute code. */
export type Values = Readonly<Record<string, readonly Value[]>>;

/** What products and product models have in common. */
export interface Entity {
  readonly family: string | null;
  readonly parent: string | null;
  readonly categories: readonly string[];
  /** Own values only; those of the ancestors are added when it is read. */
  readonly values: Values;
  readonly associations: Readonly<Record<string, unknown>>;
  readonly quantified_associations: Readonly<Record<string, unknown>>;
  readonly created: string;
  readonly updated: string;
}

/** A product as it is stored; its identifier stands in the identifier attribute's value. */
export interface ProductDocument extends Entity {
  readonly uuid: string;
  readonly identifier: string | null;
  readonly enabled: boolean;
  readonly groups: readonly string[];
}

/** A product model as it is stored. */
export interface ModelDocument extends Entity {
  readonly code: string;
  readonly family: string;
  readonly family_variant: string;
}

/** The attribute types that this PIM knows (api.akeneo.com/concepts/catalog-structure.html#attribute). */
export const attributeTypes = [
  "pim_catalog_identifier",
  "pim_catalog_text",
  "pim_catalog_textarea",
  "pim_catalog_number",
  "pim_catalog_metric",
  "pim_catalog_price_collection",
  "pim_catalog_simpleselect",
  "pim_catalog_multiselect",
  "pim_catalog_boolean",
  "pim_catalog_date",
  "pim_catalog_image",
  "pim_catalog_file",
] as const;

/** Type of an attribute. */
export type AttributeType = (typeof attributeTypes)[number];

/** An attribute as the API shows it; the rest of its properties are kept as they were given. */
export interface AttributeBody {
  readonly code: string;
  readonly type: AttributeType;
  readonly group: string;
  readonly labels: Labels;
  readonly localizable: boolean;
  readonly scopable: boolean;
  readonly metric_family?: string | null;
  readonly default_metric_unit?: string | null;
  readonly decimals_allowed?: boolean | null;
  readonly max_characters?: number | null;
  readonly [property: string]: unknown;
}

/** An option of a select attribute. */
export interface OptionBody {
  readonly code: string;
  readonly attribute: string;
  readonly sort_order: number;
  readonly labels: Labels;
}

/** A family. */
export interface FamilyBody {
  readonly code: string;
  readonly attributes: readonly string[];
  readonly attribute_as_label: string;
  readonly attribute_as_image: string | null;
  readonly attribute_requirements: Readonly<Record<string, readonly string[]>>;
  readonly labels: Labels;
}

/** How products of a family vary; `family` is in the path, not in the body. */
export interface FamilyVariantBody {
  readonly code: string;
  readonly labels: Labels;
  readonly variant_attribute_sets: readonly {
    readonly level: number;
    readonly axes: readonly string[];
    readonly attributes: readonly string[];
  }[];
}

/** A category; a root is a tree. */
export interface CategoryBody {
  readonly code: string;
  readonly parent: string | null;
  readonly labels: Labels;
}

/** A channel. */
export interface ChannelBody {
  readonly code: string;
  readonly currencies: readonly string[];
  readonly locales: readonly string[];
  readonly category_tree: string;
  readonly conversion_units: Labels;
  readonly labels: Labels;
}

/** A media file's metadata; its bytes are drawn when it is downloaded. */
export interface MediaFileDocument {
  readonly code: string;
  readonly original_filename: string;
  readonly mime_type: string;
  readonly size: number;
  readonly extension: string;
  /** What it shows. */
  readonly subject: MediaSubject;
}

/** A reference record with its change stamp, which most endpoints keep to themselves. */
export interface Kept<Body> {
  readonly body: Body;
  readonly updated: string;
  /** Owner in the path: the attribute of an option, the family of a variant. */
  readonly owner?: string;
}

/** An issued pair of tokens. */
export interface TokenDocument {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly username: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** ISO 8601. */
  readonly refreshExpiresAt: string;
}

/** All that the PIM holds. */
export interface Pim {
  readonly products: Collection<ProductDocument>;
  readonly models: Collection<ModelDocument>;
  readonly attributes: Collection<Kept<AttributeBody>>;
  readonly attributeGroups: Collection<Kept<{ readonly code: string }>>;
  /** Under `attribute/option`. */
  readonly options: Collection<Kept<OptionBody>>;
  readonly families: Collection<Kept<FamilyBody>>;
  /** Under `family/variant`. */
  readonly familyVariants: Collection<Kept<FamilyVariantBody>>;
  readonly categories: Collection<Kept<CategoryBody>>;
  readonly channels: Collection<Kept<ChannelBody>>;
  readonly locales: Collection<Kept<{ readonly code: string; readonly enabled: boolean }>>;
  readonly currencies: Collection<Kept<{ readonly code: string; readonly enabled: boolean }>>;
  readonly mediaFiles: Collection<MediaFileDocument>;
  readonly tokens: Collection<TokenDocument>;
}

/** The PIM's collections in a store. */
export function openPim(store: Store): Pim {
  return {
    products: store.collection("product"),
    models: store.collection("product_model"),
    attributes: store.collection("attribute"),
    attributeGroups: store.collection("attribute_group"),
    options: store.collection("attribute_option"),
    families: store.collection("family"),
    familyVariants: store.collection("family_variant"),
    categories: store.collection("category"),
    channels: store.collection("channel"),
    locales: store.collection("locale"),
    currencies: store.collection("currency"),
    mediaFiles: store.collection("media_file"),
    tokens: store.collection("token"),
  };
}

/** The attribute whose value identifies products; every PIM has one. */
export function identifierAttribute(pim: Pim): string {
  return pim.attributes.find(({ body }) => body.type === "pim_catalog_identifier")?.body.code ?? "sku";
}

/** A time as Akeneo writes it: whole seconds with an offset, for example `2016-06-14T13:12:50+00:00`. */
export function stamp(time: Date): string {
  return `${time.toISOString().slice(0, 19)}+00:00`;
}
