import type { Delivery } from "./delivery.js";

/**
 * What to answer to Business Central, and to Microsoft Graph alike, when a subscription is made or renewed: the `validationToken` of the query, as plain
 * text with status 200
 * (https://learn.microsoft.com/dynamics365/business-central/dev-itpro/api-reference/v2.0/dynamics-subscriptions).
 */
export function validationToken({ url }: Pick<Delivery, "url">): string | undefined {
  const token = new URL(url).searchParams.get("validationToken");
  return token === null || token === "" || token.length > 1_000 ? undefined : token;
}
