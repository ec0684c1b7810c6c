import { parse, print, visit, type DocumentNode, type FieldNode } from "graphql";
import { fetchesIn } from "./fetches-in.js";
import type { PlanNode } from "./plan-nodes.js";

/**
 * Whether each response key of an operation and of its plan stands for one field with one set of arguments, wherever it is written. Only then
 * may an object of the data stand in several places: whatever one place adds to it is then what the others would add as well.
 */
export function hasOneMeaning(plan: PlanNode, document: DocumentNode): boolean {
  const meanings = new Map<string, string>();
  const documents = [document, ...fetchesIn(plan).map(({ operation }) => parse(operation, { noLocation: true }))];
  return documents.every((one) => agrees(one, meanings));
}

function agrees(document: DocumentNode, meanings: Map<string, string>): boolean {
  let isAgreed = true;
  visit(document, {
    Field: (node) => {
      // A batch has one such field for each of its entities.
      if (node.name.value === "_entities") return undefined;
      const key = node.alias?.value ?? node.name.value;
      const meaning = meaningOf(node);
      isAgreed &&= (meanings.get(key) ?? meaning) === meaning;
      meanings.set(key, meaning);
      return undefined;
    },
  });
  return isAgreed;
}

function meaningOf({ name, arguments: given = [] }: FieldNode): string {
  const written = given.map((one) => print(one)).toSorted();
  return `${name.value}(${written.join(", ")})`;
}
