import type { FastifyRequest } from "fastify";
import { objectTypeOf } from "./object-types.js";
import { accountOf, type PortalData } from "./portal.js";
import { HubSpotProblem } from "./problem.js";

const authDocs = "https://developers.hubspot.com/docs/methods/auth/oauth-overview";

/** Lets a request pass that carries the private app's token and whose app has the scope; throws the 401 or 403 that HubSpot would. */
export function authorise(portal: PortalData, request: FastifyRequest): void {
  const account = accountOf(portal.store);
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined)
    throw unauthenticated(
      `Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at ${authDocs}`,
    );
  if (token !== account.accessToken)
    throw unauthenticated("Authentication credentials are invalid. The access token is expired, revoked or not of this account.");
  const needed = scopesFor(request);
  if (needed.every((scope) => account.scopes.includes(scope))) return;
  throw new HubSpotProblem(
    403,
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    {
      category: "MISSING_SCOPES",
      links: { scopes: "https://developers.hubspot.com/scopes" },
      errors: [{ message: "One or more of the following scopes are required.", context: { requiredGranularScopes: needed } }],
    },
  );
}

function unauthenticated(message: string): HubSpotProblem {
  return new HubSpotProblem(401, message, { category: "INVALID_AUTHENTICATION" });
}

const readingPosts = /\/(search|batch\/read)$/;

function scopesFor(request: FastifyRequest): string[] {
  const path = request.url.split("?", 1)[0] ?? "";
  const isRead = request.method === "GET" || readingPosts.test(path);
  const verb = isRead ? "read" : "write";
  const [, , area, third, fourth] = path.split("/").filter((part) => part !== "");
  if (area === "owners") return ["crm.objects.owners.read"];
  if (area === "properties") return [`crm.schemas.${family(third ?? "")}.${verb}`];
  if (area === "associations") return [third, fourth].map((segment) => `crm.objects.${family(segment ?? "")}.${verb}`);
  return contentScopes(third ?? "", verb);
}

function contentScopes(segment: string, verb: string): string[] {
  const scope = `crm.objects.${family(segment)}.${verb}`;
  // The text of e-mails has a scope of its own.
  return objectTypeOf(segment).plural === "emails" && verb === "read" ? [scope, "sales-email-read"] : [scope];
}

/** Engagements have no scope of their own: those of contacts cover them. */
function family(segment: string): string {
  const { plural } = objectTypeOf(segment);
  return plural === "companies" ? "companies" : "contacts";
}
