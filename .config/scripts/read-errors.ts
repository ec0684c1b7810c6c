import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One error as its definition in the sources says it. */
export interface DefinedError {
  readonly code: string;
  readonly status: string;
  readonly retry: string;
  /** The TSDoc of the definition. */
  readonly meaning: string;
  /** Path in the repository. */
  readonly file: string;
}

/** Every `export const Name = defineError({ … })` of the sources, by code. Throws when a definition cannot be read or two share a code. */
export function readErrors(root: string): readonly DefinedError[] {
  const files = globSync("{gateway,subgraphs}/**/*.ts", { cwd: root, exclude: (name) => name.endsWith(".test.ts") });
  const errors = files.flatMap((file) => errorsOf(file, readFileSync(join(root, file), "utf8")));
  const sorted = errors.toSorted((a, b) => a.code.localeCompare(b.code));
  const twice = sorted.find(({ code }, at) => sorted[at + 1]?.code === code);
  if (twice !== undefined) throw new Error(`The code ${twice.code} is defined twice, once in ${twice.file}; give each error its own.`);
  return sorted;
}

function errorsOf(file: string, text: string): DefinedError[] {
  if (!text.includes("defineError")) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.filter(ts.isVariableStatement).flatMap((statement) =>
    statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      if (initializer === undefined || !ts.isCallExpression(initializer) || initializer.expression.getText() !== "defineError") return [];
      return [definition({ file, name: name.getText(), statement, call: initializer })];
    }),
  );
}

interface Found {
  readonly file: string;
  readonly name: string;
  readonly statement: ts.VariableStatement;
  readonly call: ts.CallExpression;
}

function definition({ file, name, statement, call }: Found): DefinedError {
  const [literal] = call.arguments;
  if (literal === undefined || !ts.isObjectLiteralExpression(literal))
    throw new Error(`${file}: ${name} is not defined by an object literal.`);
  const valueOf = (key: string): string => {
    const property = literal.properties.find((one) => one.name?.getText() === key);
    const value = property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : undefined;
    if (value !== undefined && (ts.isStringLiteral(value) || ts.isNumericLiteral(value))) return value.text;
    throw new Error(`${file}: "${key}" of ${name} must be written out, for the error reference reads it.`);
  };
  return { code: valueOf("code"), status: valueOf("status"), retry: valueOf("retry"), meaning: meaningOf(statement), file };
}

function meaningOf(statement: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
  return comments
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
