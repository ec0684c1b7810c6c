import type { Clock } from "#platform";
import type { Call } from "./call.js";
import type { KeptSession, SessionOptions } from "./connector.js";
import { SystemUnauthorized } from "./errors.js";
import { awaitShared, sharedCall } from "./single-flight.js";

/** Whose session it is. */
export interface SessionDeps {
  readonly system: string;
  readonly clock: Clock;
}

interface Login<Session> {
  readonly session: Promise<Session>;
  /** When it is renewed unasked; `undefined` while it is under way or without an end. */
  renewAt: number | undefined;
}

/**
 * Keeps one login for all callers: they share the login under way, it is renewed when its time is up or, once, when the vendor says that it
 * ended. A refused login is not kept; the next caller tries again.
 */
export function createKeptSession<Session>(options: SessionOptions<Session>, deps: SessionDeps): KeptSession<Session> {
  const { clock } = deps;
  let current: Login<Session> | undefined;
  const drop = (login: Login<Session>): void => {
    if (current === login) current = undefined;
  };
  const startLogin = async (): Promise<Session> => options.login(sharedCall(clock));
  const logIn = (): Login<Session> => {
    const login: Login<Session> = { session: startLogin(), renewAt: undefined };
    current = login;
    login.session.then(
      (session) => (login.renewAt = endOf(session, options, clock)),
      () => drop(login),
    );
    return login;
  };
  const kept = (): Login<Session> => {
    const isOver = current?.renewAt !== undefined && clock.now() >= current.renewAt;
    return current === undefined || isOver ? logIn() : current;
  };
  const sessionOf = (login: Login<Session>, call: Call): Promise<Session> =>
    awaitShared(login.session, call, { ...deps, operation: "log in" });
  return {
    use: async (call, work) => {
      const login = kept();
      const session = await sessionOf(login, call);
      try {
        return await work(session);
      } catch (error) {
        if (!(error instanceof SystemUnauthorized)) throw error;
        // Others may have renewed it meanwhile: only the login that was refused is dropped.
        drop(login);
        return await work(await sessionOf(kept(), call));
      }
    },
  };
}

function endOf<Session>(session: Session, { lifetimeMs }: SessionOptions<Session>, clock: Clock): number | undefined {
  const lifetime = lifetimeMs?.(session);
  return lifetime === undefined ? undefined : clock.now() + lifetime;
}
