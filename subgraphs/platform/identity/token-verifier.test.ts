import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";
import { describe, expect, it } from "vitest";
import { createTokenVerifier } from "./token-verifier.js";

const issuer = "https://login.example.com/";
const audience = "shop";

interface KeyServer extends AsyncDisposable {
  readonly url: string;
  readonly sign: (claims: JWTPayload, key?: CryptoKey) => Promise<string>;
}

async function startKeyServer(): Promise<KeyServer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256" };
  const server = createServer((_request, response) =>
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] })),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/jwks.json`,
    sign: (claims, key = privateKey) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: "k1" })
        .setSubject("someone")
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime("5m")
        .sign(key),
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

describe("a token signed by the issuer's own key", () => {
  it("names the customer, their groups and scopes", async () => {
    await using keys = await startKeyServer();
    const verifier = createTokenVerifier({ jwksUrl: keys.url, issuer, audience });
    const token = await keys.sign({ customer: "C-1", groups: ["TRADE"], scope: "orders:read  customers:read" });
    const viewer = await verifier.viewerOf(`Bearer ${token}`);
    expect(viewer).toMatchObject({ kind: "customer", customer: "C-1", groups: ["TRADE"] });
    expect([...viewer.scopes]).toEqual(["orders:read", "customers:read"]);
  });

  it("is staff when it names no customer", async () => {
    await using keys = await startKeyServer();
    const viewer = await createTokenVerifier({ jwksUrl: keys.url, issuer, audience }).viewerOf(
      `Bearer ${await keys.sign({ scope: "orders:read" })}`,
    );
    expect(viewer.kind).toBe("staff");
  });

  it("is refused for another audience", async () => {
    await using keys = await startKeyServer();
    const verifier = createTokenVerifier({ jwksUrl: keys.url, issuer, audience: "another" });
    await expect(verifier.viewerOf(`Bearer ${await keys.sign({})}`)).rejects.toThrow(/"aud"/);
  });

  it("is refused when another key signed it under the same id", async () => {
    await using keys = await startKeyServer();
    const stranger = await generateKeyPair("ES256");
    const token = await keys.sign({ customer: "C-1" }, stranger.privateKey);
    await expect(createTokenVerifier({ jwksUrl: keys.url, issuer, audience }).viewerOf(`Bearer ${token}`)).rejects.toThrow(/signature/);
  });

  it("is refused, not taken for nobody, when the issuer's keys cannot be fetched", async () => {
    const keys = await startKeyServer();
    const token = await keys.sign({ customer: "C-1" });
    await keys[Symbol.asyncDispose]();
    await expect(createTokenVerifier({ jwksUrl: keys.url, issuer, audience }).viewerOf(`Bearer ${token}`)).rejects.toMatchObject({
      code: "INVALID_TOKEN",
    });
  });
});

it("knows nobody without a header", async () => {
  expect((await createTokenVerifier({}).viewerOf(undefined)).kind).toBe("anonymous");
});
