import { accessDenied, accessError, OdooError, typeError, userError, valueError } from "../orm/odoo-error.js";
import type { Environment, Model, ModelMethod, Registry } from "../orm/schema.js";
import type { SimulatorWorld } from "../../simulator/simulator.js";
import { bindArguments, isMapping, type Arguments } from "./arguments.js";
import { ormMethods } from "./orm-methods.js";

/** Who may log in; kept beside the models because clients never read passwords. */
export interface Login {
  readonly id: number;
  readonly login: string;
  readonly password: string;
}

/** What a call is served from. */
export interface OdooWorld {
  readonly world: SimulatorWorld;
  readonly registry: Registry;
  readonly database: string;
}

/** A JSON-RPC call, its envelope taken off. */
export interface ServiceCall {
  readonly service: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Serves one call of the services `common` and `object`; `undefined` is Python's None. */
export function serve(odoo: OdooWorld, call: ServiceCall): unknown {
  if (call.service === "common") return serveCommon(odoo, call);
  if (call.service === "object") return serveObject(odoo, call);
  throw new OdooError("builtins.KeyError", `'${call.service}'`);
}

function serveCommon(odoo: OdooWorld, { method, args }: ServiceCall): unknown {
  switch (method) {
    case "version":
      return { server_version: "18.0", server_version_info: [18, 0, 0, "final", 0, ""], server_serie: "18.0", protocol_version: 1 };
    case "authenticate":
    case "login": {
      requireDatabase(odoo, args[0]);
      const known = odoo.world.store.collection<Login>("_logins").find(({ login, password }) => login === args[1] && password === args[2]);
      return known?.id ?? false;
    }
    default:
      throw new OdooError("builtins.Exception", `Method not found: ${method}`);
  }
}

function serveObject(odoo: OdooWorld, { method, args }: ServiceCall): unknown {
  const [database, uid, password, modelName, methodName, positional, keywords] = args;
  requireDatabase(odoo, database);
  const login = odoo.world.store.collection<Login>("_logins").find((one) => one.id === uid && one.password === password);
  if (login === undefined) throw accessDenied();
  if (method !== "execute_kw" && method !== "execute") throw new OdooError("builtins.NameError", `Method not available ${method}`);
  const model = typeof modelName === "string" ? odoo.registry.get(modelName) : undefined;
  if (model === undefined) throw userError(`Object ${String(modelName)} doesn't exist`);
  const plain = method === "execute" ? args.slice(5) : listIn(positional);
  return callModel(odoo, {
    uid: login.id,
    model,
    method: String(methodName),
    positional: plain,
    keywords: isMapping(keywords) ? keywords : {},
  });
}

function requireDatabase({ database }: OdooWorld, asked: unknown): void {
  if (asked === database) return;
  throw new OdooError("psycopg2.OperationalError", `connection to server failed: FATAL:  database "${String(asked)}" does not exist\n`);
}

function listIn(value: unknown): readonly unknown[] {
  if (value === undefined) throw typeError("execute_kw() missing 1 required positional argument: 'args'");
  if (!Array.isArray(value)) throw typeError("execute() argument after * must be an iterable");
  return value;
}

interface ModelCall {
  readonly uid: number;
  readonly model: Model;
  readonly method: string;
  readonly positional: readonly unknown[];
  readonly keywords: Arguments;
}

function callModel({ world, registry }: OdooWorld, { uid, model, method, positional, keywords }: ModelCall): unknown {
  if (method.startsWith("_")) throw accessError(`Private methods (such as '${model.name}.${method}') cannot be called remotely.`);
  const { takesIds, parameters, writes, run } = methodOf(model, method);
  const call = bindArguments({ method: `${model.name}.${method}`, takesIds, parameters }, positional, keywords);
  // One clock reading a call: all that a call changes carries one stamp, as in one transaction.
  const at = world.now();
  const env: Environment = { store: world.store, registry, now: () => at, uid, context: call.context };
  if (typeof env.context["lang"] === "string") requireLanguage(env, env.context["lang"]);
  if (!writes) return run(env, model, call);
  const entry = { method: "POST", path: "/jsonrpc", operation: `${model.name}.${method}`, body: { args: positional, kwargs: keywords } };
  return world.journal.accept(entry, () => run(env, model, call));
}

function methodOf(model: Model, method: string): (typeof ormMethods)[string] {
  const orm = Object.hasOwn(ormMethods, method) ? ormMethods[method] : undefined;
  if (orm !== undefined) return orm;
  const own = model.methods !== undefined && Object.hasOwn(model.methods, method) ? model.methods[method] : undefined;
  if (own === undefined) throw new OdooError("builtins.AttributeError", `The method '${model.name}.${method}' does not exist`);
  const run: ModelMethod = own.run;
  return { takesIds: true, writes: true, parameters: own.parameters ?? [], run: (env, _model, call) => run(call.ids, env, call.input) };
}

function requireLanguage(env: Environment, code: string): void {
  const known = env.store.collection<Readonly<Record<string, unknown>>>("res.lang").find((language) => language["code"] === code);
  if (known === undefined) throw valueError(`Invalid language code: ${code}`);
}
