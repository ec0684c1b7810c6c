import { z } from "zod";
import { type Call, type ConnectorContext, type KeptSession, SystemUnauthorized, type VendorRequest } from "#sdk";
import type { VendureOperation } from "./operation.js";
import { LOGIN } from "./operations/login.js";
import type { VendureSettings } from "./settings.js";

/** Variables of an operation, as JSON. */
export type Variables = Readonly<Record<string, unknown>>;

/** Vendure's Admin API: knows its address, its login and its envelope. */
export interface VendureApi {
  /** Sends one reading operation and answers its parsed data. */
  readonly read: <Data extends z.ZodType>(operation: VendureOperation<Data>, variables: Variables, call: Call) => Promise<z.output<Data>>;
}

const envelope = z.object({ data: z.unknown() }).transform(({ data }) => data);

type Context = ConnectorContext<VendureSettings>;
type Headers = Readonly<Record<string, string>>;

/** Opens the Admin API with an API key, or with a session that is renewed when Vendure has ended it. */
export function vendureApi(context: Context): VendureApi {
  const credentials = keyOrSession(context);
  return {
    read: (operation, variables, call) =>
      credentials.use(call, (headers) => {
        const request = post(context.settings, { operation, variables, headers, call });
        return context.http.json(request, envelope.pipe(operation.data));
      }),
  };
}

function keyOrSession(context: Context): KeptSession<Headers> {
  const { apiKey, apiKeyHeader } = context.settings;
  if (apiKey !== undefined) return { use: (_call, work) => work({ [apiKeyHeader]: apiKey }) };
  return context.session({ login: (call) => login(context, call) });
}

async function login({ settings, http, system }: Context, call: Call): Promise<Headers> {
  const variables = { user: settings.user, password: settings.password };
  const answer = await http.send(post(settings, { operation: LOGIN, variables, headers: {}, call }));
  const token = answer.headers.get(settings.authTokenHeader);
  if (token) return { authorization: `Bearer ${token}` };
  const reason = `no token in ${settings.authTokenHeader}: "bearer" must be among Vendure's authOptions.tokenMethod`;
  throw new SystemUnauthorized({ system, operation: LOGIN.name, reason });
}

interface Sending {
  readonly operation: VendureOperation;
  readonly variables: Variables;
  readonly headers: Headers;
  readonly call: Call;
}

function post(settings: VendureSettings, { operation, variables, headers, call }: Sending): VendorRequest {
  const { channelToken, channelHeader, currency } = settings;
  return {
    operation: operation.name,
    method: "POST",
    path: `/${settings.adminApiPath.replace(/^\/+/u, "")}`,
    query: { currencyCode: currency },
    headers: { ...headers, ...(channelToken === undefined ? {} : { [channelHeader]: channelToken }) },
    json: { operationName: operation.name, query: operation.text, variables },
    effect: "read",
    call,
  };
}
