import type { Choices } from "./choices.js";
import { namedType, type FieldModel, type GraphModel, type ObjectModel } from "./graph-model.js";

const scalars = ["String", "Int", "Boolean", "Color", "ID", "Float"];
const keySets = ["id", "code", "id code", "ref { id }", "code ref { id }"];

interface Naming {
  readonly subgraphs: readonly string[];
  readonly entityNames: readonly string[];
  readonly valueNames: readonly string[];
  readonly nodes: readonly string[];
}

/** Generates a graph of two to four subgraphs. Whether it composes is for composition to say. */
export function generateGraph(choices: Choices): GraphModel {
  const subgraphs = ["a", "b", "c", "d"].slice(0, 2 + choices.below(3));
  const entityNames = ["E0", "E1", "E2"].slice(0, 1 + choices.below(3));
  const valueNames = ["V0", "V1"].slice(0, choices.below(3));
  const naming = { subgraphs, entityNames, valueNames, nodes: choices.some(entityNames, 75) };
  const values = valueNames.map((name, index) => valueType(name, { ...naming, valueNames: valueNames.slice(index + 1) }, choices));
  const plain = entityNames.map((name) => entity(name, naming, choices));
  const entities = plain.map((one) => withProvides(one, plain, choices));
  return { subgraphs, entities, values, roots: [queryType(naming, choices), mutationType(naming, choices)], nodes: naming.nodes };
}

function field(name: string, type: string, owners: readonly string[]): FieldModel {
  return { name, type, args: "", owners, requires: undefined, provides: undefined, overrides: undefined, isInaccessible: false };
}

// In every subgraph alike, so that it may be reached from everywhere.
function valueType(name: string, naming: Naming, choices: Choices): ObjectModel {
  const count = 1 + choices.below(3);
  const fields = Array.from({ length: count }, (_, index) => {
    const named =
      index > 0 && naming.valueNames.length > 0 && choices.chance(40) ? choices.oneOf(naming.valueNames) : choices.oneOf(scalars);
    return field(`${name.toLowerCase()}${index}`, wrapped(named, choices), naming.subgraphs);
  });
  return { name, fields, keys: new Map() };
}

function entity(name: string, naming: Naming, choices: Choices): ObjectModel {
  const keys = new Map(naming.subgraphs.map((one) => [one, keysHere(choices)] as const));
  const count = 2 + choices.below(5);
  const fields: FieldModel[] = [];
  for (let index = 0; index < count; index += 1) fields.push(entityField(`f${index}`, fields, { naming, choices }));
  return { name, keys, fields };
}

function keysHere(choices: Choices): string[] {
  const first = choices.oneOf(keySets);
  const second = choices.chance(40) ? choices.oneOf(keySets) : first;
  return [...new Set([first, second])];
}

function entityField(name: string, earlier: readonly FieldModel[], { naming, choices }: { naming: Naming; choices: Choices }): FieldModel {
  const owner = choices.oneOf(naming.subgraphs);
  const others = naming.subgraphs.filter((one) => one !== owner);
  const required = choices.chance(25) ? earlier.filter((one) => isRequirable(one, owner, naming)) : [];
  if (required.length > 0) return requiringField(field(name, choices.oneOf(["String", "String!", "[String]"]), [owner]), required, choices);
  const made = { ...field(name, wrapped(anyType(naming, choices), choices), [owner]), args: argumentsOf(choices) };
  const isAbstract = ["Node", "Anything"].includes(namedType(made.type));
  if (!isAbstract && choices.chance(20)) return { ...made, owners: [owner, choices.oneOf(others)] };
  if (choices.chance(10)) return { ...made, overrides: choices.oneOf(others) };
  return choices.chance(8) ? { ...made, isInaccessible: true } : made;
}

function isRequirable({ type, owners, requires, overrides }: FieldModel, owner: string, { valueNames }: Naming): boolean {
  const named = namedType(type);
  return (
    !owners.includes(owner) && overrides !== owner && requires === undefined && (scalars.includes(named) || valueNames.includes(named))
  );
}

function requiringField(made: FieldModel, from: readonly FieldModel[], choices: Choices): FieldModel {
  const { name, args, type } = choices.oneOf(from);
  const given = args !== "" && choices.chance(70) ? { n: 2 + choices.below(3) } : {};
  const written = "n" in given ? `(n: ${given.n})` : "";
  const named = namedType(type);
  const below = scalars.includes(named) ? "" : ` { ${named.toLowerCase()}0 }`;
  return { ...made, requires: { field: name, selection: `${name}${written}${below}`, args: given } };
}

function withProvides(one: ObjectModel, entities: readonly ObjectModel[], choices: Choices): ObjectModel {
  const provided = (made: FieldModel): FieldModel => {
    const target = entities.find(({ name }) => name === namedType(made.type));
    if (!target || made.owners.length > 1 || made.overrides || !choices.chance(40)) return made;
    const fits = target.fields.filter((f) => isProvidable(f, made.owners[0] ?? ""));
    return fits.length > 0 ? { ...made, provides: choices.oneOf(fits).name } : made;
  };
  return { ...one, fields: one.fields.map(provided) };
}

function isProvidable({ type, args, owners, requires, overrides, isInaccessible }: FieldModel, owner: string): boolean {
  return args === "" && scalars.includes(type.replaceAll("!", "")) && !owners.includes(owner) && !requires && !overrides && !isInaccessible;
}

function queryType(naming: Naming, choices: Choices): ObjectModel {
  const count = 2 + choices.below(4);
  const fields = Array.from({ length: count }, (_, index) => {
    const type = index === 0 ? choices.oneOf(naming.entityNames) : anyType(naming, choices);
    return { ...field(`q${index}`, wrapped(type, choices), [choices.oneOf(naming.subgraphs)]), args: argumentsOf(choices) };
  });
  return { name: "Query", fields, keys: new Map() };
}

function mutationType(naming: Naming, choices: Choices): ObjectModel {
  const fields = Array.from({ length: 3 }, (_, index) => {
    const type = choices.oneOf(["Int", "Int!", ...naming.entityNames]);
    return { ...field(`m${index}`, type, [choices.oneOf(naming.subgraphs)]), args: argumentsOf(choices) };
  });
  return { name: "Mutation", fields, keys: new Map() };
}

function argumentsOf(choices: Choices): string {
  return choices.oneOf(["", "", "", "(n: Int)", "(n: Int = 1)", "(n: Int, c: Color)"]);
}

function anyType({ entityNames, valueNames, nodes }: Naming, choices: Choices): string {
  const abstract = nodes.length > 0 ? ["Node", "Anything"] : [];
  return choices.oneOf([...scalars, ...entityNames, ...entityNames, ...valueNames, ...abstract]);
}

function wrapped(named: string, choices: Choices): string {
  return choices.oneOf(["T", "T", "T!", "[T]", "[T!]!", "[T]!", "[T!]", "T!", "[[T]]", "[[T!]!]!"]).replace("T", named);
}
