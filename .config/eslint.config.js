import { fileURLToPath } from "node:url";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

const sources = ["gateway/**/*.ts", "subgraphs/**/*.ts"];
const tests = ["**/*.test.ts", "tests/**/*.ts", "**/testing/**/*.ts", "**/contract-suite/**/*.ts"];

/** The size limits of the house style; a function longer than a page is several functions. */
const sizes = {
  "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
  "max-lines-per-function": ["error", { max: 50, skipBlankLines: false, skipComments: false, IIFEs: true }],
  "max-params": "off",
  "@typescript-eslint/max-params": ["error", { max: 3, countVoidThis: false }],
  "max-depth": ["error", 3],
};

const types = {
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
  "@typescript-eslint/consistent-type-exports": "error",
  "@typescript-eslint/no-floating-promises": "error",
  "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { arguments: false } }],
  "@typescript-eslint/await-thenable": "error",
  "@typescript-eslint/no-for-in-array": "error",
  "@typescript-eslint/no-unsafe-argument": "error",
  "@typescript-eslint/no-unsafe-assignment": "error",
  "@typescript-eslint/no-unsafe-call": "error",
  "@typescript-eslint/no-unsafe-member-access": "error",
  "@typescript-eslint/no-unsafe-return": "error",
  "@typescript-eslint/no-unnecessary-type-assertion": "error",
  "@typescript-eslint/only-throw-error": "error",
  "@typescript-eslint/prefer-promise-reject-errors": ["error", { allowThrowingAny: true }],
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  "@typescript-eslint/no-non-null-assertion": "error",
  "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
};

const habits = {
  "no-console": "error",
  "no-debugger": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-var": "error",
  "prefer-const": "error",
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-restricted-properties": [
    "error",
    {
      object: "process",
      property: "env",
      message: "Only gateway/config/environment.ts reads the environment; take the value as a parameter.",
    },
  ],
  "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"], location: "start" }],
};

/** Module state outlives a test and is shared by requests: whoever needs state makes it and passes it on. */
const moduleState = {
  selector: "Program > VariableDeclaration[kind=/let|var/], Program > ExportNamedDeclaration > VariableDeclaration[kind=/let|var/]",
  message: "No state at module level; make it where it is needed and pass it on.",
};

const plainEnum = {
  selector: "TSEnumDeclaration",
  message: "Use a union of strings; enums are for GraphQL's own, in schema folders.",
};

const documentation = {
  "jsdoc/require-jsdoc": [
    "error",
    {
      publicOnly: true,
      enableFixer: false,
      require: { FunctionDeclaration: true, ClassDeclaration: true, MethodDefinition: false },
      contexts: [
        "ExportNamedDeclaration > TSInterfaceDeclaration",
        "ExportNamedDeclaration > TSTypeAliasDeclaration",
        "ExportNamedDeclaration > TSEnumDeclaration",
        "ExportNamedDeclaration > VariableDeclaration",
      ],
    },
  ],
  "jsdoc/require-description": ["error", { contexts: ["any"], descriptionStyle: "body" }],
  "jsdoc/no-types": "error",
};

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/**",
      "dist/**",
      "coverage/**",
      ".data/**",
      "**/*.generated.ts",
      "tests/support/graphql/generated/**",
      "tests/real/vendure/server/**",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    plugins: { "@typescript-eslint": tseslint.plugin, jsdoc },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        project: ["tsconfig.json", ".config/tsconfig.json"],
        tsconfigRootDir: fileURLToPath(new URL("..", import.meta.url)),
      },
    },
    rules: { ...sizes, ...types, ...habits, ...documentation },
  },
  { files: sources, rules: { "no-restricted-syntax": ["error", moduleState, plainEnum] } },
  // type-graphql turns TypeScript's enums into GraphQL's.
  {
    files: ["subgraphs/*/schema/**/*.ts", "subgraphs/model/graphql/**/*.ts", "gateway/operations/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", moduleState] },
  },
  // The parameters of a resolver are the arguments of its field.
  { files: ["**/resolvers/**/*.ts", "gateway/operations/**/*.ts"], rules: { "@typescript-eslint/max-params": "off" } },
  // Commands and entry points talk to whoever started them.
  {
    files: ["gateway/cli/**/*.ts", "gateway/main.ts", "subgraphs/systems/main.ts", "tests/bench/**/*.ts", ".config/**/*.ts"],
    rules: { "no-console": "off" },
  },
  { files: ["gateway/config/environment.ts"], rules: { "no-restricted-properties": "off" } },
  {
    files: tests,
    rules: {
      "max-lines": ["error", { max: 400, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": "off",
      "@typescript-eslint/max-params": "off",
      "no-restricted-properties": "off",
      "jsdoc/require-jsdoc": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      // Answers over the wire are looked into as they come: a wrong guess fails the test itself.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
