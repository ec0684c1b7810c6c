/** As much of JSON Schema as settings use. */
export interface SettingsSchema {
  readonly [key: string]: unknown;
  readonly type?: unknown;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly format?: string | undefined;
  readonly secret?: boolean;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, SettingsSchema | boolean>> | undefined;
  readonly items?: unknown;
  readonly anyOf?: readonly (SettingsSchema | boolean)[] | undefined;
  readonly additionalProperties?: unknown;
}

/** Heads of the columns of `settingRows`. */
export const settingHeads = ["key", "type", "default", "secret", "what"];

/** One row a setting; nested objects follow their parent as `parent.child`. */
export function settingRows(schema: SettingsSchema, prefix = ""): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const property = typeof value === "boolean" ? {} : value;
    const path = `${prefix}${key}`;
    const isRequired = schema.required?.includes(key) === true;
    const row = [
      `\`${path}\``,
      typeOf(property),
      defaultOf(property, isRequired),
      property.secret === true ? "yes" : "",
      property.description ?? "",
    ];
    return [
      row,
      ...settingRows(property, `${path}.`),
      ...settingRows(itemOf(property), `${path}[].`),
      ...settingRows(valueOf(property), `${path}.<key>.`),
    ];
  });
}

function itemOf({ items }: SettingsSchema): SettingsSchema {
  return isSchema(items) ? items : {};
}

function valueOf({ additionalProperties }: SettingsSchema): SettingsSchema {
  return isSchema(additionalProperties) ? additionalProperties : {};
}

/** Whether a value is an object, as schemas are. */
export function isSchema(value: unknown): value is SettingsSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeOf(schema: SettingsSchema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(" or ");
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => typeOf(isSchema(one) ? one : {})).join(" or ");
  if (schema.type === "array") return `list of ${typeOf(itemOf(schema))}`;
  if (schema.type === "object" && isSchema(schema.additionalProperties)) return `map to ${typeOf(valueOf(schema))}`;
  if (schema.format === "uri") return "URL";
  return typeof schema.type === "string" ? schema.type : "any";
}

function defaultOf(schema: SettingsSchema, isRequired: boolean): string {
  if (schema.default !== undefined) return code(schema.default);
  return isRequired ? "**required**" : "";
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
