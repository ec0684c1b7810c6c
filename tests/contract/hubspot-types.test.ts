import type * as Associations from "@hubspot/api-client/lib/codegen/crm/associations/v4/index.js";
import type * as Contacts from "@hubspot/api-client/lib/codegen/crm/contacts/index.js";
import type * as Properties from "@hubspot/api-client/lib/codegen/crm/properties/index.js";
import { describe, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import {
  associationsBody,
  batchReadBody,
  searchBody,
  type associationsSchema,
  type batchSchema,
  type propertiesSchema,
  type searchSchema,
} from "../../subgraphs/connectors/hubspot/wire.js";

/** A type of HubSpot's own client as it is on the wire: the client turns times into dates and names enumerations. */
type Wire<Whole> = Whole extends Date
  ? string
  : Whole extends string
    ? `${Whole}`
    : Whole extends readonly (infer Item)[]
      ? Wire<Item>[]
      : Whole extends object
        ? { [Key in keyof Whole]: Wire<Whole[Key]> }
        : Whole;

describe("what the connector sends fits the types of HubSpot's own client", () => {
  it("batch reads", () => {
    expectTypeOf(batchReadBody).returns.toExtend<Wire<Contacts.BatchReadInputSimplePublicObjectId>>();
  });

  it("searches", () => {
    expectTypeOf(searchBody).returns.toExtend<Wire<Contacts.PublicObjectSearchRequest>>();
  });

  it("association reads", () => {
    expectTypeOf(associationsBody).returns.toExtend<Wire<Associations.BatchInputPublicFetchAssociationsBatchRequest>>();
  });
});

describe("what HubSpot's own client may answer fits what the connector reads", () => {
  it("batches, whole and partial", () => {
    expectTypeOf<Wire<Contacts.BatchResponseSimplePublicObject>>().toExtend<z.input<typeof batchSchema>>();
    expectTypeOf<Wire<Contacts.BatchResponseSimplePublicObjectWithErrors>>().toExtend<z.input<typeof batchSchema>>();
  });

  it("searches", () => {
    expectTypeOf<Wire<Contacts.CollectionResponseWithTotalSimplePublicObjectForwardPaging>>().toExtend<z.input<typeof searchSchema>>();
  });

  it("associations, whole and partial", () => {
    expectTypeOf<Wire<Associations.BatchResponsePublicAssociationMultiWithLabel>["results"][number]["to"]>().toExtend<
      z.input<typeof associationsSchema>["results"][number]["to"]
    >();
    expectTypeOf<Wire<Associations.BatchResponsePublicAssociationMultiWithLabelWithErrors>["results"][number]["to"]>().toExtend<
      z.input<typeof associationsSchema>["results"][number]["to"]
    >();
  });

  it("properties", () => {
    expectTypeOf<Wire<Properties.CollectionResponsePropertyNoPaging>>().toExtend<z.input<typeof propertiesSchema>>();
  });
});
