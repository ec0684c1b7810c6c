type Present<Fields> = { [Name in keyof Fields]?: NonNullable<Fields[Name]> };

/** The fields that have a value: an empty text counts as none, as Vendure keeps what a form left blank. */
export function present<Fields extends Readonly<Record<string, unknown>>>(fields: Fields): Present<Fields> {
  const kept: Present<Fields> = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined && value !== null && value !== "") kept[name] = value;
  }
  return kept;
}
