import { SignJWT } from "jose";

/** For whom a token speaks. */
export interface DevelopmentTokenOptions {
  /** The merchant's customer number; a staff token when absent. */
  readonly customer?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** For example `8h`. */
  readonly expiresIn?: string | undefined;
  /** The gateway's `auth.secret`. */
  readonly secret: string;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
}

/** Signs a bearer token with the configured shared key, for development; a merchant's own identity provider signs the real ones. */
export async function createDevelopmentToken(options: DevelopmentTokenOptions): Promise<string> {
  const { customer, groups = [], scopes = [] } = options;
  const token = new SignJWT({ ...(customer !== undefined && { customer }), groups, scope: scopes.join(" ") })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(customer ?? "staff")
    .setIssuedAt()
    .setExpirationTime(options.expiresIn ?? "8h");
  if (options.issuer !== undefined) token.setIssuer(options.issuer);
  if (options.audience !== undefined) token.setAudience(options.audience);
  return token.sign(new TextEncoder().encode(options.secret));
}
