import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";

/** Where an answer's data is not what the vendor's schema promises for that operation; empty when it fits. */
export function misfitsOf(schema: GraphQLSchema, document: DocumentNode, data: unknown): string[] {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const root = operation && schema.getRootType(operation.operation);
  return operation && root
    ? objectMisfits({ schema, document }, { type: root, selections: operation.selectionSet, value: data, path: "data" })
    : ["no operation"];
}

interface Known {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
}

interface Place {
  readonly selections: SelectionSetNode;
  readonly value: unknown;
  readonly path: string;
}

function objectMisfits(known: Known, { type, selections, value, path }: Place & { readonly type: GraphQLNamedType }): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no object`];
  const entries = new Map(Object.entries(value));
  return selections.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragmentNamed(known, selection.name.value) : selection;
      const on = fragment?.typeCondition ? known.schema.getType(fragment.typeCondition.name.value) : type;
      return fragment && on
        ? objectMisfits(known, { type: isAbstractType(on) ? type : on, selections: fragment.selectionSet, value, path })
        : [`${path} has an unknown fragment`];
    }
    const key = selection.alias?.value ?? selection.name.value;
    return fieldMisfits(known, selection, { type, value: entries.get(key), path: `${path}.${key}` });
  });
}

function fieldMisfits(
  known: Known,
  node: FieldNode,
  { type, value, path }: { type: GraphQLNamedType; value: unknown; path: string },
): string[] {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
  return field ? valueMisfits(known, node, { type: field.type, value, path }) : [`${path} is not the vendor's`];
}

function valueMisfits(
  known: Known,
  node: FieldNode,
  { type, value, path }: { type: GraphQLOutputType; value: unknown; path: string },
): string[] {
  if (value === undefined) return [`${path} is missing`];
  if (value === null) return isNonNullType(type) ? [`${path} is null`] : [];
  const inner = getNullableType(type);
  if (isListType(inner)) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((one: unknown, index) => valueMisfits(known, node, { type: inner.ofType, value: one, path: `${path}[${index}]` }));
  }
  const named = getNamedType(inner);
  if (node.selectionSet) return objectMisfits(known, { type: named, selections: node.selectionSet, value, path });
  return isLeafOf(named, value) ? [] : [`${path} is ${JSON.stringify(value)}, no ${named.name}`];
}

const leaves: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: Number.isInteger,
  Float: Number.isFinite,
  Boolean: (value) => typeof value === "boolean",
  ID: (value) => typeof value === "string" && value.startsWith("gid://shopify/"),
  DateTime: (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
  Decimal: (value) => typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value),
  Money: (value) => typeof value === "string" && /^-?\d+\.\d\d$/.test(value),
  UnsignedInt64: (value) => typeof value === "string" && /^\d+$/.test(value),
  URL: (value) => typeof value === "string" && URL.canParse(value),
};

function isLeafOf(type: GraphQLNamedType, value: unknown): boolean {
  if (isEnumType(type)) return type.getValue(String(value)) !== undefined;
  return leaves[type.name]?.(value) ?? typeof value === "string";
}

function fragmentNamed({ document }: Known, name: string) {
  return document.definitions
    .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
    .find((fragment) => fragment.name.value === name);
}
