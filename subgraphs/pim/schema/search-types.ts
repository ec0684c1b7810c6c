import "reflect-metadata";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar, PageInfoType } from "#model/graphql";
import { ProductType } from "./product-type.js";

/** Orders of a product list. */
export enum ProductSort {
  RELEVANCE = "RELEVANCE",
  NAME_ASC = "NAME_ASC",
  NAME_DESC = "NAME_DESC",
  SKU_ASC = "SKU_ASC",
  UPDATED_DESC = "UPDATED_DESC",
}
registerEnumType(ProductSort, {
  name: "ProductSort",
  description: "Order of a product list; equal products are ordered by SKU.",
  valuesConfig: {
    RELEVANCE: { description: "Best match of the text first; by name where no text is given." },
    NAME_ASC: { description: "By name in the request's language, A to Z." },
    NAME_DESC: { description: "By name in the request's language, Z to A." },
    SKU_ASC: { description: "By SKU." },
    UPDATED_DESC: { description: "Latest change of content first." },
  },
});

/** One condition on an attribute. */
@InputType({ description: "A condition on one attribute: any of the values." })
export class AttributeFilter {
  @Field(() => ID, { description: "The PIM's code of the attribute." })
  code: string;

  @Field(() => [String], { description: "Option codes of a choice, or whole values of other kinds; one of them must fit." })
  in: string[];
}

/** Conditions on products; all must hold. */
@InputType({ description: "Conditions on products; all that are given must hold." })
export class ProductFilter {
  @Field(() => [ID], { nullable: true, description: "Any of these SKUs." })
  skus?: string[];

  @Field(() => [ID], { nullable: true, description: "In any of these categories or one below them." })
  categories?: string[];

  @Field(() => [ID], { nullable: true, description: "Of any of these families." })
  families?: string[];

  @Field(() => [String], { nullable: true, description: "Of any of these brands." })
  brands?: string[];

  @Field(() => [AttributeFilter], { nullable: true, description: "With these attribute values." })
  attributes?: AttributeFilter[];

  @Field(() => DateTimeScalar, { nullable: true, description: "Changed at or after this time." })
  updatedSince?: Date;

  @Field(() => Boolean, { nullable: true, description: "`true`, the default, leaves products out that the PIM has disabled." })
  onlyEnabled?: boolean;
}

/** A product with its place in a list. */
@ObjectType({ description: "A product with its place in a list." })
export class ProductEdge {
  @Field(() => ProductType, { description: "The product." })
  node: ProductType;

  @Field(() => String, { description: "Pass it as `after` to continue behind this product." })
  cursor: string;
}

/** A page of products. */
@ObjectType({ description: "A page of products (GraphQL Cursor Connections)." })
export class ProductConnection {
  @Field(() => [ProductEdge], { description: "The products with their cursors." })
  edges: ProductEdge[];

  @Field(() => [ProductType], { description: "The products alone." })
  nodes: ProductType[];

  @Field(() => PageInfoType, { description: "Where this page stands in the list." })
  pageInfo: PageInfoType;

  @Field(() => Int, { nullable: true, description: "How many products fit in all." })
  totalCount: number | null;
}
