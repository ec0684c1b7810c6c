import "reflect-metadata";
import { Directive, Field, ObjectType } from "type-graphql";
import type { Page } from "../page.js";

/** Relay's page information (GraphQL Cursor Connections Specification, section 5). */
@Directive("@shareable")
@ObjectType("PageInfo", { description: "Where a page stands in its list (GraphQL Cursor Connections)." })
export class PageInfoType {
  @Field(() => Boolean, { description: "True when there is another page after this one." })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: "True when there is a page before this one." })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first item of this page." })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last item of this page: pass it as `after` for the next one." })
  endCursor: string | null;
}

/** A page in the shape of a Relay connection. */
export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfoType;
  readonly totalCount: number | null;
}

/** Turns a port's page into a connection, each item through `toNode`. */
export function toConnection<Item, Node>(page: Page<Item>, after: string | undefined, toNode: (item: Item) => Node): Connection<Node> {
  const edges = page.items.map(({ item, cursor }) => ({ node: toNode(item), cursor }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    totalCount: page.totalCount ?? null,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
