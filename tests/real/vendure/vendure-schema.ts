import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema, type IntrospectionQuery } from "graphql";
import { z } from "zod";

const introspected = z.object({
  data: z.custom<IntrospectionQuery>((data) => typeof data === "object" && data !== null && "__schema" in data),
});

/** The schema of a running server's Admin API, as the server itself tells it. */
export async function vendureSchema(adminUrl: string): Promise<GraphQLSchema> {
  const response = await fetch(adminUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  return buildClientSchema(introspected.parse(await response.json()).data);
}
