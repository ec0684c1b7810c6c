import type { ObjectType } from "./object-types.js";
import { accountOf, recordsOf, type PortalData } from "./portal.js";
import { invalid } from "./problem.js";
import { definitionsOf, type PropertyDefinition } from "./property-definition.js";

/** One refused property value, as HubSpot lists it inside the message. */
interface ValidationResult {
  readonly isValid: false;
  readonly message: string;
  readonly error: string;
  readonly name: string;
}

/** Property values as a caller sends them. */
export type PropertyInput = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Checks every value against its property's definition and returns it as HubSpot stores it; an empty string clears the property.
 * Throws a 400 that names every refused property (`PROPERTY_DOESNT_EXIST`, `INVALID_OPTION`, `READ_ONLY_VALUE` …).
 */
export function checkProperties(
  portal: PortalData,
  type: ObjectType,
  target: { readonly input: PropertyInput; readonly recordId?: string },
): Record<string, string> {
  const definitions = definitionsOf(portal.store, type);
  const values: Record<string, string> = {};
  const refused: ValidationResult[] = [];
  for (const [name, raw] of Object.entries(target.input)) {
    const definition = definitions.get(name);
    const value = raw === null ? "" : String(raw);
    const problem =
      definition === undefined
        ? missing(name)
        : (refusal(definition, value) ?? conflict(portal, type, { definition, value, recordId: target.recordId }));
    if (problem === undefined && definition !== undefined) values[name] = normalise(definition, value);
    else if (problem !== undefined) refused.push({ isValid: false, name, ...problem });
  }
  if (refused.length > 0) throw notValid(refused);
  return values;
}

function notValid(refused: readonly ValidationResult[]): Error {
  const errors = refused.map(({ message, error, name }) => ({ message, code: error, context: { propertyName: [name] } }));
  return invalid(`Property values were not valid: ${JSON.stringify(refused)}`, errors);
}

type Refusal = Pick<ValidationResult, "message" | "error">;

function missing(name: string): Refusal {
  return { message: `Property "${name}" does not exist`, error: "PROPERTY_DOESNT_EXIST" };
}

function refusal(definition: PropertyDefinition, value: string): Refusal | undefined {
  const { name, type, options, fieldType } = definition;
  if (definition.modificationMetadata.readOnlyValue)
    return { message: `"${name}" is a read only property; its value cannot be set.`, error: "READ_ONLY_VALUE" };
  if (value === "") return undefined;
  if (value.length > 65_536)
    return { message: `Property value of "${name}" is too long: ${value.length} characters`, error: "TOO_MANY_CHARACTERS" };
  // Since April 2025 stray blanks around anything but a string are refused.
  if (type !== "string" && value !== value.trim())
    return { message: `${JSON.stringify(value)} has leading or trailing whitespace`, error: "INVALID_VALUE" };
  if (name === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return { message: `Email address ${value} is invalid`, error: "INVALID_EMAIL" };
  if (type === "number" && !Number.isFinite(Number(value))) return { message: `${value} was not a valid number.`, error: "INVALID_NUMBER" };
  if (isTime(type) && Number.isNaN(timeOf(value))) return { message: `${value} was not a valid long.`, error: "INVALID_LONG" };
  if (options.length === 0) return undefined;
  const chosen = fieldType === "checkbox" ? value.split(";").filter((part) => part !== "") : [value];
  const unknown = chosen.find((part) => !options.some((option) => option.value === part));
  if (unknown === undefined) return undefined;
  return {
    message: `${unknown} was not one of the allowed options: [${options.map((option) => option.value).join(", ")}]`,
    error: "INVALID_OPTION",
  };
}

interface UniqueCandidate {
  readonly definition: PropertyDefinition;
  readonly value: string;
  readonly recordId: string | undefined;
}

/** A custom unique property is refused here; a doubled email is a 409 and is refused where records are created. */
function conflict(portal: PortalData, type: ObjectType, { definition, value, recordId }: UniqueCandidate): Refusal | undefined {
  if (!definition.hasUniqueValue || definition.name === "email" || value === "") return undefined;
  const holder = recordsOf(portal.store, type).find(
    (record) => !record.archived && record.properties[definition.name] === value && record.id !== recordId,
  );
  if (holder === undefined) return undefined;
  const { hubId } = accountOf(portal.store);
  const where = `portalId=${hubId}, objectTypeId=${type.typeId}, propertyName=${definition.name}, value=${value}`;
  return {
    message: `Cannot set PropertyValueCoordinates{${where}} on ${recordId ?? "new record"}. ${holder.id} already has that value.`,
    error: "CONFLICTING_UNIQUE_VALUE",
  };
}

function normalise({ type, name }: PropertyDefinition, value: string): string {
  if (value === "") return "";
  if (name === "email") return value.toLowerCase();
  if (type === "datetime") return new Date(timeOf(value)).toISOString();
  if (type === "date") return new Date(timeOf(value)).toISOString().slice(0, 10);
  return value;
}

function isTime(type: PropertyDefinition["type"]): boolean {
  return type === "date" || type === "datetime";
}

/** Milliseconds since 1970 of an ISO 8601 time or of HubSpot's millisecond numbers; NaN for anything else. */
export function timeOf(value: string): number {
  return /^-?\d{6,}$/.test(value) ? Number(value) : Date.parse(value);
}
