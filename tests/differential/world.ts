import { GraphQLError, isLeafType, isListType, isNonNullType, type GraphQLOutputType } from "graphql";
import { objectModel, type FieldModel, type GraphModel } from "./graph-model.js";
import { membersIn } from "./print-subgraph.js";

/** What may go wrong in a world, and the seed of everything in it. */
export interface WorldSettings {
  readonly seed: number;
  readonly hasNulls: boolean;
  readonly hasFaults: boolean;
  /** Whether subgraphs miss entities that others refer to. */
  readonly hasGaps: boolean;
  /** Whether all is known in one place: then what a field requires is looked up instead of read from its representation. */
  readonly isWhole: boolean;
}

/** An object on its way through resolvers. */
export interface Thing {
  readonly __typename: string;
  readonly id: string;
  /** What a representation carried beside keys. */
  readonly carried: Readonly<Record<string, unknown>>;
}

/** A field that is asked of an object. */
export interface Asked {
  readonly thing: Thing;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly type: GraphQLOutputType;
}

/** Data for a graph, the same whichever subgraph is asked, or a monolith: every value follows from the seed and the place. */
export interface World {
  readonly resolve: (asked: Asked) => unknown;
  /** Whether a subgraph knows nothing of an entity. */
  readonly lacks: (subgraph: string, typename: string, id: string) => boolean;
}

/** Makes a world. `fieldTypeOf` gives the type of any field of the graph, those that clients cannot see included. */
export function createWorld(
  graph: GraphModel,
  settings: WorldSettings,
  fieldTypeOf: (type: string, field: string) => GraphQLOutputType,
): World {
  let mutations = 0;
  const losable = settings.hasGaps ? losableEntities(graph) : new Set<string>();
  const lacks: World["lacks"] = (subgraph, typename, id) =>
    losable.has(`${typename}/${subgraph}`) && roll(settings, `lost ${typename} ${subgraph} ${id}`) % 4 === 0;
  const resolve: World["resolve"] = ({ thing, name, args, type }) => {
    if (name === "id") return thing.id;
    if (name === "code") return `c${thing.id}`;
    if (name === "ref") return { __typename: "Ref", id: `r${thing.id}`, carried: {} };
    const model = objectModel(graph, thing.__typename)?.fields.find((one) => one.name === name);
    if (!model) throw new Error(`No field ${thing.__typename}.${name}.`);
    if (model.owners.every((owner) => lacks(owner, thing.__typename, thing.id))) return null;
    const place = `${thing.__typename} ${thing.id} ${name} ${JSON.stringify(args, Object.keys(args).toSorted())}`;
    if (thing.__typename === "Mutation") {
      mutations += 1;
      if (isLeafType(isNonNullType(type) ? type.ofType : type)) return mutations;
    }
    if (model.requires) return computed(place, type, requiredOf(model, thing));
    const faulty = settings.hasFaults && !isRequiredOrProvided(graph, thing.__typename, name);
    const members = membersIn(graph, model.owners[0] ?? "");
    return makeValue(type, place, { settings: { ...settings, hasFaults: faulty }, members });
  };
  const requiredOf = ({ requires }: FieldModel, thing: Thing): unknown => {
    if (!requires) return null;
    if (!settings.isWhole) return thing.carried[requires.field] ?? (requires.field in thing.carried ? null : "nothing was sent");
    const type = fieldTypeOf(thing.__typename, requires.field);
    const value = resolve({
      thing,
      name: requires.field,
      args: { ...defaultsOf(graph, thing.__typename, requires.field), ...requires.args },
      type,
    });
    return plain(value, (below) => belowOf(below, resolve, fieldTypeOf));
  };
  return { resolve, lacks };
}

// A required object carries the first of its fields.
function belowOf(thing: Thing, resolve: World["resolve"], fieldTypeOf: (type: string, field: string) => GraphQLOutputType): unknown {
  const name = `${thing.__typename.toLowerCase()}0`;
  return { [name]: plain(resolve({ thing, name, args: {}, type: fieldTypeOf(thing.__typename, name) }), () => null) };
}

function plain(value: unknown, below: (thing: Thing) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, below));
  return isThing(value) ? below(value) : value;
}

function isThing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && "carried" in value;
}

function computed(place: string, type: GraphQLOutputType, required: unknown): unknown {
  const text = `${place} of ${JSON.stringify(required, (key, value: unknown) => (key === "__typename" ? undefined : value))}`;
  return isListType(isNonNullType(type) ? type.ofType : type) ? [text] : text;
}

function defaultsOf(graph: GraphModel, typename: string, name: string): Record<string, unknown> {
  const args = objectModel(graph, typename)?.fields.find((one) => one.name === name)?.args ?? "";
  return args.includes("n: Int = 1") ? { n: 1 } : {};
}

function isRequiredOrProvided(graph: GraphModel, typename: string, name: string): boolean {
  const model = objectModel(graph, typename);
  const isRequired = model?.fields.some(({ requires }) => requires?.field === name);
  const isBelowRequired = graph.values.some((one) => one.name === typename);
  return isRequired === true || (isBelowRequired && name.endsWith("0"));
}

// Only where no other subgraph would know the same fields, or need them.
function losableEntities(graph: GraphModel): Set<string> {
  const provided = [...graph.entities, ...graph.roots].flatMap(({ fields }) =>
    fields.flatMap(({ provides }) => (provides ? [provides] : [])),
  );
  const keys = graph.entities.flatMap(({ name, fields }) =>
    graph.subgraphs
      .filter((subgraph) => {
        const owned = fields.filter(({ owners }) => owners.includes(subgraph));
        const isNeeded = owned.some((one) => provided.includes(one.name) || fields.some(({ requires }) => requires?.field === one.name));
        return owned.length > 0 && !isNeeded && owned.every(({ owners }) => owners.length === 1);
      })
      .map((subgraph) => `${name}/${subgraph}`),
  );
  return new Set(keys);
}

interface Making {
  readonly settings: WorldSettings;
  readonly members: readonly string[];
}

function makeValue(type: GraphQLOutputType, place: string, making: Making): unknown {
  const { settings, members } = making;
  if (settings.hasFaults && roll(settings, `fault ${place}`) % 13 === 0) return new GraphQLError(`fault at ${place}`);
  if (isNonNullType(type))
    return makeValue(type.ofType, place, { ...making, settings: { ...settings, hasNulls: false, hasFaults: false } });
  const dice = roll(settings, place);
  if (settings.hasNulls && dice % 6 === 0) return null;
  if (isListType(type)) return Array.from({ length: dice % 4 }, (_, index) => makeValue(type.ofType, `${place} ${index}`, making));
  if (isLeafType(type)) return leafValue(type.name, place, dice);
  if (type.name.startsWith("E")) return { __typename: type.name, id: String(1 + (dice % 4)), carried: {} };
  if (type.name.startsWith("V")) return { __typename: type.name, id: place, carried: {} };
  const member = members[dice % members.length];
  return member === undefined ? null : { __typename: member, id: String(1 + (roll(settings, `${place} id`) % 4)), carried: {} };
}

function leafValue(type: string, place: string, dice: number): unknown {
  if (type === "Int") return dice % 1000;
  if (type === "Float") return (dice % 1000) / 4;
  if (type === "Boolean") return dice % 2 === 0;
  if (type === "Color") return ["RED", "GREEN", "BLUE"][dice % 3];
  return place;
}

// FNV-1a with a final mix.
function roll({ seed }: WorldSettings, place: string): number {
  let hash = 2166136261 ^ seed;
  for (let at = 0; at < place.length; at += 1) hash = Math.imul(hash ^ place.charCodeAt(at), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  return (hash ^ (hash >>> 13)) >>> 0;
}
