import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendRaw, type RawAnswer } from "../../support/send-raw.js";
import { serveMirror, type ServedMirror } from "./serve-mirror.js";

const preflight = { "apollo-require-preflight": "1" };

describe("a query by GET", () => {
  let served: ServedMirror;
  beforeAll(async () => {
    served = await serveMirror();
  });
  afterAll(() => served[Symbol.asyncDispose]());

  const get = (query: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
    sendRaw(`${served.url}?query=${encodeURIComponent(query)}`, { headers: { ...preflight, ...headers } });

  it("has a tag that is of its bytes, whichever way it was answered", async () => {
    const [first, second, other] = [await get("{ mirror { text } }"), await get("{ mirror { text } }"), await get("{ mirror { kind } }")];
    expect(first.headers.get("etag")).toMatch(/^"[\w-]{32}"$/);
    expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(other.headers.get("etag")).not.toBe(first.headers.get("etag"));
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    expect(first.headers.get("vary")).toContain("authorization");
  });

  it.each([
    ["that tag", (tag: string) => tag],
    ["that tag made weak", (tag: string) => `W/${tag}`],
    ["that tag among others", (tag: string) => `"x", ${tag}`],
    ["any tag", () => "*"],
  ])("is not sent again to who has %s", async (_what, having) => {
    const { headers, status } = await get("{ mirror { text } }");
    expect(status).toBe(200);
    const again = await get("{ mirror { text } }", { "if-none-match": having(headers.get("etag") ?? "") });
    expect(again).toMatchObject({ status: 304, text: "" });
    expect(again.headers.get("etag")).toBe(headers.get("etag"));
    expect(again.headers.get("vary")).toBe(headers.get("vary"));
    expect(again.headers.has("content-type")).toBe(false);
  });

  it("is sent to who has another tag", async () => {
    expect((await get("{ mirror { text } }", { "if-none-match": '"x"' })).status).toBe(200);
  });

  it("must not be kept when it has errors", async () => {
    const answer = await get("{ broken }");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.has("etag")).toBe(false);
  });
});
