import { z } from "zod";
import { invalid } from "./problem.js";
import { defineProperty, fieldTypes, propertyTypes, type PropertyDefinition } from "./property-definition.js";

const option = z.strictObject({
  label: z.string().min(1),
  value: z.string().min(1),
  displayOrder: z.int().default(-1),
  hidden: z.boolean().default(false),
  description: z.string().optional(),
});

/** `POST /crm/v3/properties/{objectType}`. */
export const propertyBody = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, "Property names are lower case, start with a letter and hold letters, digits and underscores"),
  label: z.string().min(1),
  type: z.enum(propertyTypes),
  fieldType: z.enum(fieldTypes),
  groupName: z.string().min(1),
  description: z.string().optional(),
  options: z.array(option).default([]),
  hasUniqueValue: z.boolean().default(false),
  hidden: z.boolean().optional(),
  formField: z.boolean().optional(),
  displayOrder: z.int().optional(),
  externalOptions: z.boolean().optional(),
});

/** `PATCH /crm/v3/properties/{objectType}/{name}`. */
export const propertyPatch = z.strictObject({
  label: z.string().min(1).optional(),
  description: z.string().optional(),
  groupName: z.string().min(1).optional(),
  options: z.array(option).optional(),
  type: z.enum(propertyTypes).optional(),
  fieldType: z.enum(fieldTypes).optional(),
  hidden: z.boolean().optional(),
  formField: z.boolean().optional(),
  displayOrder: z.int().optional(),
});

const fieldTypesOf: Readonly<Record<PropertyDefinition["type"], readonly string[]>> = {
  string: ["text", "textarea", "file", "phonenumber", "html"],
  number: ["number", "calculation_equation"],
  date: ["date"],
  datetime: ["date"],
  enumeration: ["select", "radio", "checkbox", "booleancheckbox"],
  bool: ["booleancheckbox", "calculation_equation"],
};

/** A definition from a create body; a form control that does not fit the type is refused. */
export function definePropertyFrom(body: z.output<typeof propertyBody>, at: string): PropertyDefinition {
  const { name, label, type, fieldType, groupName, description = "", options, hasUniqueValue } = body;
  if (!fieldTypesOf[type].includes(fieldType)) throw invalid(`Invalid fieldType ${fieldType} for property type ${type}`);
  if (hasUniqueValue && type !== "string" && type !== "number") throw invalid(`Properties of type ${type} cannot have unique values`);
  const property = defineProperty({ name, label, type, fieldType, groupName, description, hasUniqueValue }, at);
  return options.length === 0 ? property : { ...property, options };
}
