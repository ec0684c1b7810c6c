import type DataLoader from "dataloader";
import type { Category, CategoryCode, Locale, ProductContent, Sku } from "#model";
import type { Viewer } from "#platform";
import type { Call } from "#sdk";
import type { ProductIndex } from "./search/product-index.js";

/** What PIM resolvers get for one client request. */
export interface PimContext {
  readonly viewer: Viewer;
  readonly call: Call;
  /** Name of the connected system. */
  readonly source: string;
  readonly languages: Languages;
  readonly products: DataLoader<Sku, ProductContent | undefined>;
  /** SKUs of the variants of a model. */
  readonly variants: DataLoader<string, readonly Sku[] | undefined>;
  readonly categories: () => Promise<ReadonlyMap<CategoryCode, Category>>;
  readonly index: ProductIndex;
}

/** In which languages a request wants its texts. */
export interface Languages {
  /** The language of fields that name none. */
  readonly preferred: Locale;
  /** All languages of the catalogue; an argument outside them is refused. */
  readonly known: readonly Locale[];
  /** Where a text is looked for that the wanted language lacks. */
  readonly fallbacks: readonly Locale[];
}
