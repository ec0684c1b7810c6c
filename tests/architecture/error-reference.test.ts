import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "./cruise.js";

const read = (path: string): string => readFileSync(join(repository, path), "utf8");

/** Codes in the sources, found by their text alone: the generator reads the syntax tree, so one does not vouch for the other. */
function codesInSources(): string[] {
  const files = globSync("{gateway,subgraphs}/**/*.ts", { cwd: repository, exclude: (name) => name.endsWith(".test.ts") });
  return files.flatMap((file) =>
    read(file)
      .split(/= defineError\b/)
      .slice(1)
      .map((rest) => /\bcode:\s*"([^"]*)"/.exec(rest)?.[1] ?? `a definition without a code in ${file}`),
  );
}

function codesInReference(): string[] {
  return [...read("docs/reference/errors.md").matchAll(/^\| `([A-Z_0-9]+)` \|/gm)].map(([, code = ""]) => code);
}

describe("the error reference", () => {
  it("names every code of the sources once, and no other", () => {
    expect(codesInReference()).toEqual(codesInSources().toSorted());
  });

  it("says what each code means and whether trying again can help", () => {
    const rows = read("docs/reference/errors.md")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(row).toMatch(/^\| `[A-Z][A-Z_0-9]+` \| [1-5]\d\d \| (never|later) \| \S.{10,} \| \[/);
  });
});
