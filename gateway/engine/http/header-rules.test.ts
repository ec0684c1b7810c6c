import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neverForwarded } from "../../config/index.js";
import { forwardedNames, headersFor, type HeaderRules } from "./header-rules.js";

const nothing = { forward: [], set: {}, remove: [] };
const rulesOf = (rules: Partial<HeaderRules>): HeaderRules => ({ ...nothing, subgraphs: {}, ...rules });
const sent = { authorization: "Bearer a", "accept-language": "fr", "x-tenant": "t1" };

describe("the rules for headers", () => {
  it("forward what is named for all and for one subgraph, and nothing else", () => {
    const rules = rulesOf({ forward: ["Accept-Language"], subgraphs: { stock: { ...nothing, forward: ["Authorization"] } } });
    expect(headersFor(rules, "names")(sent)).toEqual({ "accept-language": "fr" });
    expect(headersFor(rules, "stock")(sent)).toEqual({ "accept-language": "fr", authorization: "Bearer a" });
    expect(forwardedNames(rules)).toEqual(["accept-language", "authorization"]);
  });

  it("put fixed values over the client's", () => {
    const rules = rulesOf({
      forward: ["x-tenant"],
      set: { "X-Tenant": "all", via: "p" },
      subgraphs: { stock: { ...nothing, set: { "x-tenant": "one" } } },
    });
    expect(headersFor(rules, "names")(sent)).toEqual({ "x-tenant": "all", via: "p" });
    expect(headersFor(rules, "stock")(sent)).toEqual({ "x-tenant": "one", via: "p" });
  });

  it("remove for all or for one; what one subgraph names for itself comes back", () => {
    const rules = rulesOf({
      forward: ["authorization", "accept-language", "x-tenant"],
      set: { via: "p" },
      remove: ["authorization"],
      subgraphs: { stock: { ...nothing, forward: ["authorization"], remove: ["X-Tenant", "via"] } },
    });
    expect(headersFor(rules, "names")(sent)).toEqual({ "accept-language": "fr", "x-tenant": "t1", via: "p" });
    expect(headersFor(rules, "stock")(sent)).toEqual({ "accept-language": "fr", authorization: "Bearer a" });
  });

  it("never let a header of the connection or of our own writing through, and nothing that is not among the names that tell requests apart", () => {
    const name = fc.constantFrom(...neverForwarded, ...Object.keys(sent), "Connection", "X-Other");
    const rule = fc.record({ forward: fc.array(name), set: fc.dictionary(name, fc.string()), remove: fc.array(name) });
    const request = fc.dictionary(
      name.map((one) => one.toLowerCase()),
      fc.string(),
    );
    fc.assert(
      fc.property(rule, rule, request, (all, one, headers) => {
        const rules: HeaderRules = { ...all, subgraphs: { one } };
        const names = Object.keys(headersFor(rules, "one")(headers));
        const fixed = [...Object.keys(all.set), ...Object.keys(one.set)].map((each) => each.toLowerCase());
        expect(names.filter((each) => neverForwarded.has(each))).toEqual([]);
        expect(names.filter((each) => !fixed.includes(each) && !forwardedNames(rules).includes(each))).toEqual([]);
      }),
    );
  });
});
