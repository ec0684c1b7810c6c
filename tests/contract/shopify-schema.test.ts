import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { buildAdminSchema } from "../../subgraphs/systems/shopify/admin/admin-schema.js";
import { buildStorefrontSchema } from "../../subgraphs/systems/shopify/storefront/storefront-api.js";
import { contractsDir, vendorAdminSchema, vendorStorefrontSchema } from "./shopify-contracts.js";

describe.skipIf(contractsDir === undefined)(
  "the simulated Shopify schemas (skipped without CONTRACTS_DIR, the vendor's introspection)",
  () => {
    const folder = contractsDir ?? "";

    it("speaks nothing on the Admin API that the vendor does not, and types it as the vendor does", () => {
      expect(strangersIn(buildAdminSchema(), vendorAdminSchema(folder))).toEqual([]);
    });

    it("speaks nothing on the Storefront API that the vendor does not, and types it as the vendor does", () => {
      expect(strangersIn(buildStorefrontSchema(), vendorStorefrontSchema(folder))).toEqual([]);
    });

    it("declares the vendor's directives as the vendor does", () => {
      const ours = buildAdminSchema().getDirective("idempotent");
      const theirs = vendorAdminSchema(folder).getDirective("idempotent");
      expect(ours?.locations).toEqual(theirs?.locations);
      expect(ours?.args.map(describeInput)).toEqual(theirs?.args.map(describeInput));
    });
  },
);

/** What our subset has and the vendor has not, or has otherwise. */
function strangersIn(ours: GraphQLSchema, theirs: GraphQLSchema): string[] {
  const types = Object.values(ours.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
  return types.flatMap((type) => {
    const vendorType = theirs.getType(type.name);
    if (vendorType === undefined) return [`${type.name} is not the vendor's`];
    if (vendorType.constructor !== type.constructor) return [`${type.name} is another kind of type at the vendor`];
    return strangersInType(type, vendorType).map((what) => `${type.name}.${what}`);
  });
}

function strangersInType(type: GraphQLNamedType, vendorType: GraphQLNamedType): string[] {
  if (isEnumType(type) && isEnumType(vendorType)) return missing(type.getValues(), (name) => vendorType.getValue(name));
  if (isUnionType(type) && isUnionType(vendorType))
    return missing(type.getTypes(), (name) => vendorType.getTypes().find((one) => one.name === name));
  if (isInputObjectType(type) && isInputObjectType(vendorType))
    return inputsDiffer(Object.values(type.getFields()), Object.values(vendorType.getFields()));
  if ((isObjectType(type) || isInterfaceType(type)) && (isObjectType(vendorType) || isInterfaceType(vendorType))) {
    const interfaces = missing(type.getInterfaces(), (name) => vendorType.getInterfaces().find((one) => one.name === name));
    return [
      ...interfaces,
      ...Object.values(type.getFields()).flatMap((field) => {
        const vendorField = vendorType.getFields()[field.name];
        if (vendorField === undefined) return [`${field.name} is not the vendor's`];
        const type =
          String(field.type) === String(vendorField.type)
            ? []
            : [`${field.name}: ${String(field.type)}, the vendor's is ${String(vendorField.type)}`];
        const deprecation =
          (field.deprecationReason == null) === (vendorField.deprecationReason == null) ? [] : [`${field.name} differs in its deprecation`];
        return [...type, ...deprecation, ...inputsDiffer(field.args, vendorField.args).map((what) => `${field.name}(${what})`)];
      }),
    ];
  }
  return [];
}

type Input = GraphQLArgument | GraphQLInputField;

function inputsDiffer(ours: readonly Input[], theirs: readonly Input[]): string[] {
  const described = new Set(theirs.map(describeInput));
  const strangers = ours.map(describeInput).filter((input) => !described.has(input));
  const isRequired = (input: Input): boolean => ("astNode" in input && isRequiredArgument(input)) || isRequiredInputField(input);
  const forgotten = theirs.filter(isRequired).filter(({ name }) => !ours.some((one) => one.name === name));
  return [...strangers.map((input) => `${input} is not the vendor's`), ...forgotten.map(({ name }) => `${name} is required by the vendor`)];
}

function describeInput({ name, type, defaultValue }: Input): string {
  return `${name}: ${String(type)} = ${JSON.stringify(defaultValue)}`;
}

function missing(ours: readonly { readonly name: string }[], find: (name: string) => unknown): string[] {
  return ours.filter(({ name }) => find(name) === undefined).map(({ name }) => `${name} is not the vendor's`);
}
