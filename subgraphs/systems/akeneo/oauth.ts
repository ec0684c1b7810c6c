import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Pim, TokenDocument } from "./documents.js";
import { ApiProblem, unprocessable } from "./problem.js";

/** The one connection of the simulated PIM, as its settings page would print it. */
export const connection = {
  clientId: "1_4u3k2x9l0yskk0c4o0gkw8o4k8wkg0wo8kgkocwo4s0wgck8sc",
  secret: "36s8tk9w7bmsosc0s0k8ccg4k0wok4o8wkw8gsk00wwcsgw48k",
  username: "passerelle_0001",
  password: "f2a4b8c6d",
} as const;

/** What tokens are kept in, and the time. */
export interface TokenOffice {
  readonly pim: Pim;
  readonly now: () => Date;
}

const accessSeconds = 3600;
const refreshSeconds = 1_209_600;

const grantSchema = z.object({
  grant_type: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  refresh_token: z.string().optional(),
});

/** Registers `POST /oauth/v1/token`: password and refresh grants, client in the Basic header (api.akeneo.com/documentation/authentication.html). */
export function tokenRoute(api: FastifyInstance, office: TokenOffice): void {
  api.post("/oauth/v1/token", (request) => {
    const grant = grantSchema.safeParse(request.body).data ?? {};
    if (grant.grant_type === "refresh_token") {
      checkClient(request);
      return issue(office, refreshed(office, grant.refresh_token));
    }
    checkPasswordGrant(request, grant);
    return issue(office, connection.username);
  });
}

/** Throws 401 unless the request carries a token that is known and alive. */
export function authenticate(request: FastifyRequest, { pim, now }: TokenOffice): void {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) throw new ApiProblem(401, "Authentication is required");
  const known = pim.tokens.get(token);
  if (known === undefined) throw new ApiProblem(401, "The access token provided is invalid.");
  if (new Date(known.expiresAt) <= now()) throw new ApiProblem(401, "The access token provided has expired.");
}

function checkPasswordGrant(request: FastifyRequest, grant: z.output<typeof grantSchema>): void {
  const isKnownGrant = ["password", "token", "authorization_code", "client_credentials"].includes(grant.grant_type ?? "");
  if (!isKnownGrant) throw missing();
  checkClient(request);
  if (grant.grant_type !== "password") throw unprocessable("This grant type is not authorized for this client");
  if (!grant.username || !grant.password) throw missing();
  const isUser = isSame(grant.username, connection.username) && isSame(grant.password, connection.password);
  if (!isUser) throw unprocessable("No user found for the given username and password");
}

function missing(): ApiProblem {
  return unprocessable('Parameter "grant_type", "username" or "password" is missing, empty or invalid');
}

function checkClient(request: FastifyRequest): void {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const given = Buffer.from(basic, "base64").toString("utf8");
  if (isSame(given, `${connection.clientId}:${connection.secret}`)) return;
  throw unprocessable('Parameter "client_id" is missing or does not match any client, or secret is invalid');
}

function refreshed({ pim, now }: TokenOffice, refreshToken: string | undefined): string {
  if (!refreshToken) throw unprocessable('Parameter "grant_type" or "refresh_token" is missing or empty');
  const known = pim.tokens.find((token) => token.refreshToken === refreshToken);
  if (known === undefined || new Date(known.refreshExpiresAt) <= now()) throw unprocessable("Refresh token is invalid or has expired");
  // A refresh token is good for one use; the access token that came with it lives on until its time.
  pim.tokens.put(known.accessToken, { ...known, refreshToken: "" });
  return known.username;
}

function issue({ pim, now }: TokenOffice, username: string): Readonly<Record<string, unknown>> {
  for (const old of pim.tokens.filter((token) => new Date(token.refreshExpiresAt) <= now())) pim.tokens.delete(old.accessToken);
  const token: TokenDocument = {
    accessToken: secretText(),
    refreshToken: secretText(),
    username,
    expiresAt: after(now(), accessSeconds),
    refreshExpiresAt: after(now(), refreshSeconds),
  };
  pim.tokens.put(token.accessToken, token);
  return {
    access_token: token.accessToken,
    expires_in: accessSeconds,
    token_type: "bearer",
    scope: null,
    refresh_token: token.refreshToken,
  };
}

function secretText(): string {
  return Buffer.from(randomBytes(32).toString("hex")).toString("base64url");
}

function after(time: Date, seconds: number): string {
  return new Date(time.getTime() + seconds * 1000).toISOString();
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
