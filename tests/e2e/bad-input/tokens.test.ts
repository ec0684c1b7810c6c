import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { postRaw } from "../../support/send-raw.js";
import { startStack, type Stack } from "../../support/start-stack.js";
import { expectRefusal, expectWell } from "./assert-clear.js";

const customer = "C-00001";

const signedWith = (key: string): Promise<string> =>
  new SignJWT({ customer })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(customer)
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(key));

interface Wrong {
  readonly what: string;
  readonly authorization: (stack: Stack) => string | Promise<string>;
  readonly says: RegExp;
}

const wrongs: readonly Wrong[] = [
  { what: "no token at all", authorization: () => "Bearer broken", says: /not of the form "Bearer <JWT>"; send a valid one/ },
  { what: "another scheme", authorization: () => "Basic YTpi", says: /not of the form "Bearer <JWT>"; send a valid one/ },
  { what: "three parts of nothing", authorization: () => "Bearer a.b.c", says: /malformed; send a valid one/ },
  {
    what: "one that has expired",
    authorization: async (stack) => `Bearer ${await stack.token({ customer, expiresIn: "-1h" })}`,
    says: /has expired; send/,
  },
  {
    what: "one signed with another key",
    authorization: async () => `Bearer ${await signedWith("k".repeat(40))}`,
    says: /signature does not fit; send/,
  },
  { what: "one with no signature", authorization: () => `Bearer ${unsigned()}`, says: /not accepted.*send a valid one/ },
  { what: "one that says it needs no signature", authorization: () => `Bearer ${unsigned()}AAAA`, says: /not accepted.*send a valid one/ },
  {
    what: "one whose claims were changed",
    authorization: async (stack) => `Bearer ${forged(await stack.token({ customer }))}`,
    says: /signature does not fit; send/,
  },
];

function unsigned(): string {
  return new UnsecuredJWT({ customer }).setSubject(customer).setExpirationTime("1h").encode();
}

function forged(token: string): string {
  const [head, , signature] = token.split(".");
  const claims = { customer: "C-00002", sub: "C-00002", exp: Math.floor(Date.now() / 1000) + 3600, scope: "orders:read" };
  return [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
}

describe("a wrong token", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack[Symbol.asyncDispose]());
  afterEach(() => expectWell(stack));

  it.each(wrongs)("is refused and never taken for nobody: $what", async ({ authorization, says }) => {
    const body = JSON.stringify({ query: "{ me { id email } }" });
    const answer = await postRaw(`${stack.url}/graphql`, body, { authorization: await authorization(stack) });
    expectRefusal(answer, { status: 401, code: "INVALID_TOKEN", says });
    expect(answer.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
  });
});
