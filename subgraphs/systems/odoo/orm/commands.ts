import { browse, fieldOf, modelOf } from "./environment.js";
import { valueError, missingError } from "./odoo-error.js";
import { python } from "./domain.js";
import { idsIn, listOf, type OdooRecord } from "./record.js";
import { patchRecord } from "./patch.js";
import { unlinkRecord } from "./unlink.js";
import type { Environment, Field, Model } from "./schema.js";

/** Values from a client, not checked yet. */
export type RawValues = Readonly<Record<string, unknown>>;

/** How lines are created and written; passed in because writing a record applies commands in turn. */
export interface Writer {
  readonly create: (env: Environment, model: Model, values: RawValues) => OdooRecord;
  readonly write: (env: Environment, model: Model, change: { id: number; values: RawValues }) => OdooRecord;
}

/** Commands for one x2many field, to be applied once the record has an id. */
export interface PendingCommand {
  readonly name: string;
  readonly field: Field;
  readonly commands: unknown;
}

interface Owner {
  readonly model: Model;
  readonly id: number;
  readonly writer: Writer;
}

/**
 * Applies x2many commands: `(0, 0, values)` creates, `(1, id, values)` writes, `(2, id)` deletes, `(3, id)` unlinks, `(4, id)` links,
 * `(5,)` clears, `(6, 0, ids)` replaces (Odoo 18 documentation, "ORM API", Command).
 */
export function applyCommands(
  env: Environment,
  { model, id, pending }: Omit<Owner, "writer"> & { pending: readonly PendingCommand[] },
  writer: Writer,
): void {
  for (const { name, field, commands } of pending) {
    if (commands === false || commands === null) continue;
    if (!Array.isArray(commands)) throw valueError(`Wrong value for ${model.name}.${name}: ${python(commands)}`);
    const list: unknown[] = commands.every((one) => typeof one === "number") ? [[6, 0, commands]] : commands;
    for (const command of list) applyCommand(env, { model, id, writer }, { name, field, command });
  }
}

function applyCommand(env: Environment, owner: Owner, { name, field, command }: { name: string; field: Field; command: unknown }): void {
  const parts = listOf(command);
  if (parts === undefined) throw valueError(`Wrong value for ${owner.model.name}.${name}: ${python(command)}`);
  const [code, target, argument] = parts;
  const side = field.type === "one2many" ? lineSide(env, owner, field) : linkSide(env, owner, { name, field });
  switch (code) {
    case 0:
      return side.create(valuesIn(argument));
    case 1:
      return void owner.writer.write(env, side.model, { id: idOf(target), values: valuesIn(argument) });
    case 2:
      return unlinkRecord(env, side.model, idOf(target));
    case 3:
      return side.remove(idOf(target));
    case 4:
      return side.add(idOf(target));
    case 5:
      return side.ids().forEach(side.remove);
    case 6:
      return side.replace(Array.isArray(argument) ? argument.map(idOf) : []);
    default:
      throw valueError(`Wrong value for ${owner.model.name}.${name}: ${python(command)}`);
  }
}

interface Side {
  readonly model: Model;
  readonly ids: () => readonly number[];
  readonly create: (values: RawValues) => void;
  readonly add: (id: number) => void;
  readonly remove: (id: number) => void;
  readonly replace: (ids: readonly number[]) => void;
}

function lineSide(env: Environment, owner: Owner, field: Field): Side {
  const model = modelOf(env, field.relation ?? "");
  const inverse = field.inverseField ?? "";
  const ids = (): readonly number[] =>
    env.store
      .collection<OdooRecord>(model.name)
      .filter((line) => line[inverse] === owner.id)
      .map(({ id }) => id);
  const add = (id: number): void => void owner.writer.write(env, model, { id, values: { [inverse]: owner.id } });
  const remove = (id: number): void => {
    if (fieldOf(env, model, inverse)?.required === true) unlinkRecord(env, model, id);
    else patchRecord(env, model.name, { id, values: { [inverse]: false } });
  };
  return {
    model,
    ids,
    add,
    remove,
    replace: (kept) => {
      ids()
        .filter((one) => !kept.includes(one))
        .forEach(remove);
      kept.forEach(add);
    },
    create: (values) => void owner.writer.create(env, model, { ...values, [inverse]: owner.id }),
  };
}

function linkSide(env: Environment, owner: Owner, { name, field }: { name: string; field: Field }): Side {
  const model = modelOf(env, field.relation ?? "");
  const ids = (): readonly number[] => idsIn(browse(env, owner.model.name, owner.id)?.[name]);
  const put = (value: readonly number[]): void => void patchRecord(env, owner.model.name, { id: owner.id, values: { [name]: value } });
  const known = (id: number): number => {
    if (browse(env, model.name, id) === undefined) throw missingError(model.name, id, env.uid);
    return id;
  };
  const add = (id: number): void => put([...new Set([...ids(), known(id)])]);
  return {
    model,
    ids,
    create: (values) => add(owner.writer.create(env, model, values).id),
    add,
    remove: (id) => put(ids().filter((one) => one !== id)),
    replace: (kept) => put([...new Set(kept.map(known))]),
  };
}

function idOf(value: unknown): number {
  if (typeof value !== "number") throw valueError(`Wrong value for id: ${python(value)}`);
  return value;
}

function valuesIn(value: unknown): RawValues {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw valueError(`Wrong value: ${python(value)}`);
  return { ...value };
}
