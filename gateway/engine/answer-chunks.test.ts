import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerChunks } from "./answer-chunks.js";

const leaf = fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, NaN, "💶💶💶", "\ud83d"));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    leaf,
    fc.array(tie("value"), { maxLength: 24 }),
    fc.dictionary(fc.string({ unit: "binary", maxLength: 4 }), tie("value"), { maxKeys: 4 }),
  ),
}));
const data = fc.dictionary(fc.string({ maxLength: 4 }), value);

const wholeOf = (chunks: string | Iterable<string>): string => (typeof chunks === "string" ? chunks : [...chunks].join(""));
const bytesOf = (chunks: string | Iterable<string>): Buffer =>
  Buffer.concat([...(typeof chunks === "string" ? [chunks] : chunks)].map((one) => Buffer.from(one)));

describe("the chunks of an answer", () => {
  it("joined are the answer's JSON, and each is well-formed text", () => {
    fc.assert(
      fc.property(data, fc.integer({ min: 1, max: 200 }), (given, chunkLength) => {
        const answer = { data: given, errors: [{ message: "m", path: ["a", 1] }] };
        const whole = JSON.stringify(answer);
        expect(wholeOf(answerChunks(answer, { chunkLength }))).toBe(whole);
        expect(wholeOf(answerChunks({ json: whole }, { chunkLength }))).toBe(whole);
        expect(bytesOf(answerChunks(answer, { chunkLength }))).toEqual(Buffer.from(whole));
        expect(bytesOf(answerChunks({ json: whole }, { chunkLength }))).toEqual(Buffer.from(whole));
      }),
    );
  });

  it("are one text for a small answer", () => {
    expect(answerChunks({ data: { a: [1, 2] } })).toBe('{"data":{"a":[1,2]}}');
    expect(answerChunks({ data: null, errors: [] })).toBe('{"data":null,"errors":[]}');
    expect(answerChunks({ json: '{"data":{}}' })).toBe('{"data":{}}');
  });

  it("are about as long as they may be, wherever the long list stands", () => {
    const nodes = Array.from({ length: 20_000 }, (_one, at) => ({ sku: `SKU-${at}`, name: "n".repeat(300) }));
    const answer = { data: { search: { edges: [{ nodes }], total: 1 } } };
    for (const given of [answer, { json: JSON.stringify(answer) }]) {
      const chunks = answerChunks(given);
      const lengths = [...chunks].map((one) => one.length);
      expect(lengths.length).toBeGreaterThan(50);
      expect(Math.max(...lengths)).toBeLessThan(80_000);
    }
  });

  it("are made only when they are asked for", () => {
    let made = 0;
    const item = { toJSON: () => (made += 1) };
    const chunks = answerChunks({ data: { list: Array.from({ length: 10_000 }, () => item) } }, { chunkLength: 100 });
    expect(made).toBeLessThan(100);
    expect(JSON.parse([...chunks].join("")).data.list).toHaveLength(10_000);
    expect(made).toBe(10_000);
  });
});
