import { namedType, objectModel, type FieldModel, type GraphModel, type ObjectModel } from "./graph-model.js";

const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7",
  import: ["@key", "@shareable", "@requires", "@external", "@provides", "@override", "@inaccessible"])
enum Color { RED GREEN BLUE }
`;

/** The SDL of one subgraph of a graph: its own fields, and of other types what it needs to refer to them. */
export function printSubgraph(graph: GraphModel, subgraph: string): string {
  const types = typesOf(graph, subgraph).map((one) => printType(one, graph, subgraph));
  return [head, ...types, ...abstractTypes(graph, subgraph)].join("\n");
}

/** Members of `Node` and `Anything` in a subgraph: those entities that it knows. */
export function membersIn(graph: GraphModel, subgraph: string): string[] {
  const known = typesOf(graph, subgraph).map(({ name }) => name);
  return graph.nodes.filter((one) => known.includes(one));
}

function isOwned({ owners, overrides }: FieldModel, subgraph: string): boolean {
  return owners.includes(subgraph) || overrides === subgraph;
}

// Every type with a field here, and every type that a field here leads to.
function typesOf(graph: GraphModel, subgraph: string): ObjectModel[] {
  const found = new Set<ObjectModel>();
  const add = (model: ObjectModel | undefined): void => {
    if (!model || found.has(model)) return;
    found.add(model);
    const needed = model.fields.flatMap(({ requires }) => (requires ? [requires.field] : []));
    for (const field of model.fields) {
      const isNeeded = isOwned(field, subgraph) || needed.includes(field.name);
      if (isNeeded) targetsOf(graph, field).forEach(add);
    }
  };
  [...graph.roots, ...graph.entities].filter(({ fields }) => fields.some((field) => isOwned(field, subgraph))).forEach(add);
  return [...found];
}

function targetsOf(graph: GraphModel, { type }: FieldModel): (ObjectModel | undefined)[] {
  const named = namedType(type);
  const names = named === "Node" || named === "Anything" ? graph.nodes.slice(0, 2) : [named];
  return names.map((name) => objectModel(graph, name));
}

function printType(model: ObjectModel, graph: GraphModel, subgraph: string): string {
  const owned = model.fields.filter((field) => isOwned(field, subgraph));
  const external = externalFields(model, graph, subgraph).filter((field) => !owned.includes(field));
  const provided = providedFields(model, graph);
  const lines = [
    ...owned.map((field) => printField(field, { subgraph, model, isProvided: provided.includes(field.name) })),
    ...external.map(({ name, args, type }) => `${name}${args}: ${type} @external`),
  ];
  if (model.keys.size === 0) return `type ${model.name} { ${lines.join("\n  ")} }`;
  const keys = model.keys.get(subgraph) ?? [];
  const implemented = graph.nodes.includes(model.name) ? " implements Node" : "";
  const interfaceNeeded = hasAbstract(graph, subgraph) ? implemented : "";
  const own = ["id: ID! @shareable", "code: String! @shareable", "ref: Ref! @shareable"];
  return `type ${model.name}${interfaceNeeded} ${keys.map((key) => `@key(fields: "${key}")`).join(" ")} {\n  ${[...own, ...lines].join("\n  ")}\n}`;
}

function externalFields(model: ObjectModel, graph: GraphModel, subgraph: string): FieldModel[] {
  const required = model.fields.flatMap(({ requires, owners }) => (requires && owners.includes(subgraph) ? [requires.field] : []));
  const provided = [...graph.roots, ...graph.entities]
    .flatMap(({ fields }) => fields)
    .flatMap(({ provides, owners, type }) => (provides && owners.includes(subgraph) && namedType(type) === model.name ? [provides] : []));
  return model.fields.filter(({ name }) => required.includes(name) || provided.includes(name));
}

// What any subgraph provides of a type: whoever owns it has to share it.
function providedFields({ name }: ObjectModel, { roots, entities }: GraphModel): string[] {
  return [...roots, ...entities]
    .flatMap(({ fields }) => fields)
    .flatMap(({ provides, type }) => (provides && namedType(type) === name ? [provides] : []));
}

interface FieldPlace {
  readonly subgraph: string;
  readonly model: ObjectModel;
  readonly isProvided: boolean;
}

function printField(field: FieldModel, { subgraph, model, isProvided }: FieldPlace): string {
  const { name, args, type, owners, requires, provides, overrides, isInaccessible } = field;
  const isRoot = model.name === "Query" || model.name === "Mutation";
  const isHere = owners.includes(subgraph);
  const directives = [
    (owners.length > 1 || isProvided) && !isRoot ? "@shareable" : "",
    isHere && requires ? `@requires(fields: "${requires.selection}")` : "",
    isHere && provides ? `@provides(fields: "${provides}")` : "",
    isHere && overrides ? `@override(from: "${overrides}")` : "",
    isInaccessible ? "@inaccessible" : "",
  ];
  return `${name}${args}: ${type} ${directives.join(" ")}`;
}

function hasAbstract(graph: GraphModel, subgraph: string): boolean {
  return membersIn(graph, subgraph).length > 0;
}

function abstractTypes(graph: GraphModel, subgraph: string): string[] {
  const members = membersIn(graph, subgraph);
  const hasEntity = typesOf(graph, subgraph).some(({ keys }) => keys.size > 0);
  return [
    ...(hasEntity ? ["type Ref { id: ID! @shareable }"] : []),
    ...(members.length > 0 ? ["interface Node { id: ID! code: String! }", `union Anything = ${members.join(" | ")}`] : []),
  ];
}
