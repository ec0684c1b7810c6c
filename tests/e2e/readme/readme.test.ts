import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateMerchant } from "#systems";
import { startStack, type Stack } from "../../support/start-stack.js";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

/** Every `curl` of the README that is followed by the answer it shows. */
const examples = [...readme.matchAll(/```sh\n((?:(?!```)[\s\S])*?'query=([\s\S]*?)')\n```\s*```json\n([\s\S]*?)\n```/g)].map(
  ([, command = "", query = "", answer = ""]) => ({ command, query, answer }),
);

describe("the README", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ merchant: generateMerchant() });
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  it("shows two queries with their answers", () => {
    expect(examples).toHaveLength(2);
  });

  it.each(examples)("shows what the demo answers", async ({ command, query, answer }) => {
    const customer = command.includes("Bearer") ? /--customer (\S+?)\)/.exec(command)?.[1] : undefined;
    const authorization = customer === undefined ? {} : { authorization: `Bearer ${await stack.token({ customer })}` };
    const response = await fetch(`${stack.url}/graphql?${new URLSearchParams({ query }).toString()}`, {
      headers: { "content-type": "application/json", ...authorization },
    });
    expect(await response.json()).toEqual(JSON.parse(answer));
  });
});
