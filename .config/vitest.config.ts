import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

// One copy of graphql: its instanceof checks refuse a schema that another copy made.
const graphql = fileURLToPath(new URL("../node_modules/graphql/index.js", import.meta.url));

const shared = {
  resolve: { conditions: ["source"], alias: [{ find: /^graphql$/, replacement: graphql }] },
  // "import" is not among them: node would be started with it and give ES modules to packages that `require` each other, pg for one.
  ssr: { resolve: { conditions: ["source", "node", "default"] } },
};

export default defineConfig({
  ...shared,
  root,
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        root,
        test: { name: "unit", include: ["{gateway,subgraphs}/**/*.test.ts", "tests/architecture/**/*.test.ts"], testTimeout: 20_000 },
      },
      {
        ...shared,
        root,
        test: {
          name: "contract",
          include: ["tests/contract/**/*.test.ts", "tests/conformance/**/*.test.ts", "tests/differential/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        root,
        test: { name: "e2e", include: ["tests/{e2e,fuzz}/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        ...shared,
        root,
        test: { name: "real", include: ["tests/real/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 300_000 },
      },
    ],
  },
});
