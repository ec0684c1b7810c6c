import { z } from "zod";
import type { Call, ConnectorContext, KeptSession } from "#sdk";
import type { TrytonSettings } from "./settings.js";

/** A Tryton domain: conditions that must all hold, see `trytond/model/modelstorage.py`. */
export type Domain = readonly unknown[];

/** Which records of a model are read, and what of them; a field with dots follows relations within the same request. */
export interface TrytonQuery<Row extends z.ZodType> {
  readonly model: string;
  readonly domain: Domain;
  /** Vendor field names; `id` always comes along. */
  readonly fields: readonly string[];
  /** Shape of one record. */
  readonly row: Row;
  readonly order?: readonly (readonly [string, string])[];
  readonly limit?: number;
  /** What the server computes with, on top of the user's company and language: locations, price list, quantity. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Tryton's JSON-RPC: knows its address, its login and its envelope. */
export interface TrytonApi {
  /** The records that fit, in one request. */
  readonly records: <Row extends z.ZodType>(query: TrytonQuery<Row>, call: Call) => Promise<readonly z.output<Row>[]>;
  /** The company that the user works for. */
  readonly company: (call: Call) => Promise<TrytonCompany>;
}

/** The company whose stock, prices and orders are read. */
export interface TrytonCompany {
  readonly id: number;
  /** ISO 4217. */
  readonly currency: string;
}

interface Session {
  readonly authorization: string;
  readonly company: TrytonCompany;
}

interface Sending {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly authorization?: string;
  readonly call: Call;
}

const loggedIn = z.tuple([z.int(), z.string()]);
const preferences = z.object({ company: z.int({ error: "the Tryton user has no company: set one in its preferences" }) });
const companies = z.tuple([z.object({ "currency.": z.object({ code: z.string().length(3) }) })]);
const envelope = z.object({ result: z.unknown() }).transform(({ result }) => result);

type Context = Pick<ConnectorContext<TrytonSettings>, "http" | "settings" | "session">;

/** Opens a database with a session that is renewed when Tryton has ended it (`[session] max_age`, 30 days unless configured otherwise). */
export function trytonApi(context: Context): TrytonApi {
  const session: KeptSession<Session> = context.session({ login: (call) => logIn(context, call) });
  return {
    company: (call) => session.use(call, async ({ company }) => company),
    records: (query, call) =>
      session.use(call, ({ authorization, company }) => {
        const { model, domain, fields, order = null, limit = null, row } = query;
        const serverContext = { company: company.id, language: context.settings.language, ...query.context };
        const params = [domain, 0, limit, order, fields, serverContext];
        return post(context, { method: `model.${model}.search_read`, params, authorization, call }, z.array(row));
      }),
  };
}

async function logIn(context: Context, call: Call): Promise<Session> {
  const { user, password, language } = context.settings;
  const login = { method: "common.db.login", params: [user, { password }, language], call };
  const [userId, key] = await post(context, login, loggedIn);
  const authorization = `Session ${Buffer.from(`${user}:${userId}:${key}`).toString("base64")}`;
  const asked = { method: "model.res.user.get_preferences", params: [true, {}], authorization, call };
  const { company } = await post(context, asked, preferences);
  const params = [[company], ["currency.code"], { company }];
  const [found] = await post(context, { method: "model.company.company.read", params, authorization, call }, companies);
  return { authorization, company: { id: company, currency: found["currency."].code } };
}

function post<Result extends z.ZodType>(context: Context, sending: Sending, result: Result): Promise<z.output<Result>> {
  const { method, params, authorization, call } = sending;
  return context.http.json(
    {
      operation: method.replace(/^(?:model|common)\./u, ""),
      method: "POST",
      path: `/${encodeURIComponent(context.settings.database)}/`,
      headers: authorization === undefined ? {} : { authorization },
      json: { id: 1, method, params },
      effect: "read",
      call,
    },
    envelope.pipe(result),
  );
}
