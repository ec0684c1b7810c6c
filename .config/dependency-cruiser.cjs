// Who may import whom. From outside, a part is reached through its door (index.ts) by its #alias; no cycles anywhere, types included.
// tests/architecture/boundaries.test.ts shows that every rule here bites.

/** Our own modules; npm's and Node's are judged by the last rules. */
const own = "^(gateway|subgraphs|tests)/";

// The benchmark bundles these with the aliases and packages of the project, though a manifest of its own stands beside them.
const bundled = "^tests/bench/subscribers/";
const sources = "^(gateway|subgraphs)/";

/** Files that only tests load. */
const onlyForTests = ["[.]test[.]ts$", "/testing/", "/contract-suite/", "^tests/"];

/** The import table: each part, its folder, and the parts that it may import beside itself. */
const foundations = "^subgraphs/(model|platform|connectors/sdk)/";
const parts = [
  { name: "model", folder: "^subgraphs/model/", may: [] },
  { name: "platform", folder: "^subgraphs/platform/", may: [] },
  { name: "sdk", folder: "^subgraphs/connectors/sdk/", may: ["^subgraphs/(model|platform)/"] },
  { name: "erp", folder: "^subgraphs/erp/", may: [foundations] },
  { name: "pim", folder: "^subgraphs/pim/", may: [foundations] },
  { name: "crm", folder: "^subgraphs/crm/", may: [foundations] },
  { name: "shop", folder: "^subgraphs/shop/", may: [foundations] },
  { name: "orders", folder: "^subgraphs/orders/", may: [foundations] },
  { name: "systems", folder: "^subgraphs/systems/", may: [] },
];

/** What the SDK gives to tests beside its door: a vendor's double, a clock to turn. */
const sdkForTests = "^subgraphs/connectors/sdk/testing/";

/** Rooms of the gateway from the ground up: a room may import the doors of the floors below, never its neighbours'. */
const floors = [["config"], ["auth", "cache", "engine", "intake", "limits", "operations", "supergraph", "webhooks"], ["server"], ["cli"]];

const partRules = parts.flatMap(({ name, folder, may }) => [
  {
    name: `${name}-imports`,
    comment: `${name} may import itself${may.length > 0 ? ` and ${may.join(", ")}` : " only"}.`,
    severity: "error",
    from: { path: folder },
    to: { path: own, pathNot: [folder, ...may] },
  },
  {
    name: `${name}-door`,
    comment: `${name} is seen from outside through its door only.`,
    severity: "error",
    from: { path: sources, pathNot: folder },
    to: { path: folder, pathNot: [`${folder}((graphql|errors)/)?index[.]ts$`, sdkForTests] },
  },
  {
    name: `${name}-alias`,
    comment: `${name} is imported by its #alias; relative paths are for the inside of a part.`,
    severity: "error",
    from: { path: sources, pathNot: folder },
    to: { path: folder, pathNot: sdkForTests, dependencyTypesNot: ["aliased"] },
  },
]);

const roomRules = floors.flatMap((rooms, floor) => {
  const lower = floors.slice(0, floor).flat();
  return rooms.map((room) => ({
    name: `gateway-${room}-imports`,
    comment: `gateway/${room} may import itself${floor > 0 ? ` and the doors of ${lower.join(", ")}` : " only"}.`,
    severity: "error",
    from: { path: `^gateway/${room}/` },
    to: { path: "^gateway/", pathNot: [`^gateway/${room}/`, ...lower.map((one) => `^gateway/${one}/index[.]ts$`)] },
  }));
});

const connectorRules = [
  {
    name: "connector-imports",
    comment: "A connector may import its own folder, the SDK and the model; never another connector.",
    severity: "error",
    from: { path: "^subgraphs/connectors/([^/]+)/", pathNot: "^subgraphs/connectors/sdk/" },
    to: { path: own, pathNot: ["^subgraphs/connectors/$1/", "^subgraphs/connectors/sdk/", "^subgraphs/model/"] },
  },
  {
    name: "registry-imports",
    comment: "The registry knows the connectors' doors and the SDK, nothing else.",
    severity: "error",
    from: { path: "^subgraphs/connectors/registry[.]generated[.]ts$" },
    to: { path: own, pathNot: "^subgraphs/connectors/[^/]+/index[.]ts$" },
  },
  {
    name: "connectors-by-registry",
    comment: "Only the registry knows connectors by name.",
    severity: "error",
    from: { path: sources, pathNot: "^subgraphs/connectors/" },
    to: { path: "^subgraphs/connectors/(?!sdk/|registry[.]generated[.]ts$)" },
  },
];

const gatewayRules = [
  {
    name: "nothing-imports-gateway",
    comment: "Nothing in subgraphs imports the gateway.",
    severity: "error",
    from: { path: "^subgraphs/" },
    to: { path: "^gateway/" },
  },
  {
    name: "main-by-doors",
    comment: "The entry point sees the rooms of the gateway through their doors.",
    severity: "error",
    from: { path: "^gateway/[^/]+$" },
    to: { path: "^gateway/", pathNot: "^gateway/([^/]+/index|cli/[^/]+)[.]ts$" },
  },
  {
    name: "console-imports",
    comment: "The console talks GraphQL only: it imports its own folder.",
    severity: "error",
    from: { path: "^gateway/console/" },
    to: { path: own, pathNot: "^gateway/console/" },
  },
  ...roomRules,
];

const everywhere = [
  {
    name: "no-cycles",
    comment: "Two modules that need each other are one, or need a third.",
    severity: "error",
    from: { path: own },
    to: { circular: true },
  },
  {
    name: "no-test-code-in-sources",
    comment: "What only tests need stays out of what is shipped.",
    severity: "error",
    from: { path: sources, pathNot: onlyForTests },
    to: { path: onlyForTests },
  },
  {
    name: "end-to-end-by-doors",
    comment: "End-to-end tests use the gateway as anybody would.",
    severity: "error",
    from: { path: "^tests/(e2e|support)/" },
    to: { path: sources, pathNot: "/index[.]ts$" },
  },
  {
    name: "no-unresolvable",
    comment: "An import that nothing answers fails at run time.",
    severity: "error",
    from: { path: own, pathNot: bundled },
    to: { couldNotResolve: true },
  },
  {
    name: "no-undeclared-package",
    comment: "A package that package.json does not name is there by luck.",
    severity: "error",
    from: { path: own, pathNot: bundled },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
  {
    name: "no-development-package-in-sources",
    comment: "What is shipped must start without devDependencies.",
    severity: "error",
    from: { path: sources, pathNot: onlyForTests },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  },
];

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [...partRules, ...connectorRules, ...gatewayRules, ...everywhere],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|tests/real/vendure/server|tests/bench/peers)(/|$)|^tests/support/graphql/generated/" },
    enhancedResolveOptions: {
      conditionNames: ["source", "import", "node", "default", "types"],
      exportsFields: ["exports"],
      mainFields: ["module", "main", "types", "typings"],
    },
  },
};
