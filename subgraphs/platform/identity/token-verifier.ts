import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { defineError } from "../errors/define-error.js";
import { anonymous, type Viewer } from "./viewer.js";

/** How tokens are checked. Exactly one of `secret` and `jwksUrl` is the key. */
export interface TokenSettings {
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
  /** Shared HMAC key (HS256), at least 32 bytes. */
  readonly secret?: string | undefined;
  /** Address of the issuer's JSON Web Key Set (RFC 7517). */
  readonly jwksUrl?: string | undefined;
}

/** The token is not one that we accept: broken, expired, or from another issuer. */
export const InvalidToken = defineError<{ readonly problem: string }>({
  code: "INVALID_TOKEN",
  status: 401,
  retry: "never",
  message: (d) => `The bearer token is not accepted: ${d.problem}; send a valid one, or none to be anonymous.`,
});

/** Tells who a request's `Authorization` header speaks for. */
export interface TokenVerifier {
  /** The viewer; `anonymous` without a header. Throws `InvalidToken` for every header that is not a valid bearer token. */
  readonly viewerOf: (authorization: string | undefined) => Promise<Viewer>;
}

const claims = z.object({
  sub: z.string().min(1),
  customer: z.string().min(1).optional(),
  groups: z.array(z.string()).default([]),
  scope: z.string().default(""),
  exp: z.number().optional(),
});

/**
 * A verifier of JSON Web Tokens (RFC 7519) as bearer tokens (RFC 6750). Claims read: `customer` (the merchant's customer number), `groups`,
 * `scope` (space-separated, RFC 8693 §4.2) and `exp`. Without a configured key every token is refused.
 */
export function createTokenVerifier(settings: TokenSettings): TokenVerifier {
  const key = keyOf(settings);
  const checks = {
    ...(settings.issuer !== undefined && { issuer: settings.issuer }),
    ...(settings.audience !== undefined && { audience: settings.audience }),
    algorithms: settings.secret === undefined ? ["RS256", "PS256", "ES256", "EdDSA"] : ["HS256"],
    requiredClaims: ["sub", "exp"],
  };
  return {
    viewerOf: async (authorization) => {
      if (authorization === undefined || authorization === "") return anonymous;
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
      if (token === undefined) throw new InvalidToken({ problem: 'the Authorization header is not of the form "Bearer <JWT>"' });
      if (key === undefined) throw new InvalidToken({ problem: "this gateway has no key configured (settings: auth)" });
      const payload = await verified(() => jwtVerify(token, key, checks));
      return viewerFrom(payload);
    },
  };
}

function keyOf(settings: TokenSettings): JWTVerifyGetKey | undefined {
  if (settings.secret !== undefined) {
    const secret = new TextEncoder().encode(settings.secret);
    return () => Promise.resolve(secret);
  }
  if (settings.jwksUrl === undefined) return undefined;
  return createRemoteJWKSet(new URL(settings.jwksUrl), { timeoutDuration: 3000, cooldownDuration: 10_000 });
}

async function verified(verify: () => Promise<{ payload: JWTPayload }>): Promise<JWTPayload> {
  try {
    return (await verify()).payload;
  } catch (cause) {
    throw new InvalidToken({ problem: problemOf(cause) }, { cause });
  }
}

function problemOf(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return "it has expired";
  if (cause instanceof errors.JWTClaimValidationFailed) return `its claim "${cause.claim}" is ${cause.reason}`;
  if (cause instanceof errors.JWSSignatureVerificationFailed) return "its signature does not fit";
  if (cause instanceof errors.JWKSTimeout) return "the issuer's keys could not be fetched in time";
  return "it is malformed";
}

function viewerFrom(payload: JWTPayload): Viewer {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw new InvalidToken({ problem: `its claims are of the wrong type (${parsed.error.issues[0]?.path.join(".")})` });
  const { customer, groups, scope, exp } = parsed.data;
  return {
    kind: customer === undefined ? "staff" : "customer",
    ...(customer !== undefined && { customer }),
    groups,
    scopes: new Set(scope.split(" ").filter(Boolean)),
    ...(exp !== undefined && { expiresAt: exp * 1000 }),
  };
}
