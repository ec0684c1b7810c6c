import { z } from "zod";

const answer = z.union([z.object({ result: z.unknown() }).refine((body) => "result" in body), z.object({ error: z.array(z.unknown()) })]);
const session = z.tuple([z.number(), z.string()]);

/** One record as Tryton sends it. */
export type TrytonRow = Readonly<Record<string, unknown>>;

/** Where a Tryton is and who calls it. */
export interface TrytonCaller {
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** Calls methods of Tryton models in one session, as a test's own client: it shares nothing with the connector under test. */
export class TrytonRpc {
  private constructor(
    private readonly address: string,
    private readonly authorization: string,
    private readonly context: TrytonRow,
  ) {}

  /** Logs in and takes the user's own context (company, language). */
  static async login(caller: TrytonCaller): Promise<TrytonRpc> {
    const address = `${caller.url}/${caller.database}/`;
    const login = await post(address, {}, "common.db.login", [caller.user, { password: caller.password }, "en"]);
    const [userId, key] = session.parse(login);
    const authorization = `Session ${Buffer.from(`${caller.user}:${userId}:${key}`).toString("base64")}`;
    const preferences = await post(address, { authorization }, "model.res.user.get_preferences", [true, {}]);
    return new TrytonRpc(address, authorization, z.record(z.string(), z.unknown()).parse(preferences));
  }

  /** Calls `model.<method>` with the user's context, and `context` over it, as the last parameter. */
  async call(method: string, parameters: readonly unknown[], context: TrytonRow = {}): Promise<unknown> {
    return post(this.address, { authorization: this.authorization }, `model.${method}`, [...parameters, { ...this.context, ...context }]);
  }

  /** Records of a model that fit a domain. */
  async find(model: string, domain: readonly unknown[], fields: readonly string[]): Promise<readonly TrytonRow[]> {
    const rows = await this.call(`${model}.search_read`, [domain, 0, null, null, fields]);
    return z.array(z.record(z.string(), z.unknown())).parse(rows);
  }

  /** Id of the one record that fits a domain; throws when there is none or there are several. */
  async idOf(model: string, domain: readonly unknown[]): Promise<number> {
    const ids = z.array(z.number()).parse(await this.call(`${model}.search`, [domain, 0, 2, null]));
    const [only, other] = ids;
    if (only === undefined || other !== undefined) throw new Error(`${model} has ${ids.length} records for ${JSON.stringify(domain)}`);
    return only;
  }

  /** Creates one record and tells its id. */
  async create(model: string, values: TrytonRow): Promise<number> {
    const [id] = z.tuple([z.number()]).parse(await this.call(`${model}.create`, [[values]]));
    return id;
  }
}

/** A decimal as Tryton's JSON carries it. */
export function trytonDecimal(decimal: string): TrytonRow {
  return { __class__: "Decimal", decimal };
}

/** A calendar day (`2027-03-01`) as Tryton's JSON carries it. */
export function trytonDate(iso: string): TrytonRow {
  const [year, month, day] = iso.split("-").map(Number);
  return { __class__: "date", year, month, day };
}

async function post(address: string, headers: Record<string, string>, method: string, params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ id: 1, method, params }),
  });
  if (!response.ok) throw new Error(`Tryton answered ${method} with HTTP ${response.status}`);
  const body = answer.parse(await response.json());
  if ("error" in body) throw new Error(`Tryton refused ${method}: ${JSON.stringify(body.error).slice(0, 2_000)}`);
  return body.result;
}
