import { describe, expect, it } from "vitest";
import { redact, redactHeaders, redactUrl } from "./redact.js";

describe("redact", () => {
  it.each([
    ["Wrong login: anna.smith+x@mail.example.com", "Wrong login: [e-mail]"],
    ["https://user:pw@erp.example/x failed", "https://[hidden]@erp.example/x failed"],
    ["bad header Authorization: Bearer abc.def-123", "bad header Authorization: [hidden] [hidden]"],
    ["Bearer abcdef123456 is no token", "Bearer [hidden] is no token"],
    ['{"api_key": "k-1", "id": 7}', '{"api_key": [hidden], "id": 7}'],
    ["password=hunter2&next=1", "password=[hidden]&next=1"],
    ["shopifyAccessToken=shpat_1 refused", "shopifyAccessToken=[hidden] refused"],
    ["token eyJhbGciOi.eyJzdWIi.c2ln is old", "token [hidden] is old"],
    ["Quantity must be\n  positive", "Quantity must be positive"],
  ])("%j becomes %j", (text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  it("keeps a message short", () => {
    expect(redact("x".repeat(1_000))).toHaveLength(300);
  });

  it("hides secret headers and what a URL could carry", () => {
    const headers = {
      authorization: "Bearer x",
      cookie: "a=b",
      "x-shopify-access-token": "s",
      "x-api-key": "k",
      accept: "application/json",
    };
    expect(redactHeaders(Object.entries(headers))).toEqual({
      authorization: "[hidden]",
      cookie: "[hidden]",
      "x-shopify-access-token": "[hidden]",
      "x-api-key": "[hidden]",
      accept: "application/json",
    });
    expect(redactUrl(new URL("https://u:p@erp.example/x?token=1#y"))).toBe("https://erp.example/x");
  });
});
