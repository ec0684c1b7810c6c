import { defineError } from "./define-error.js";

/** What is wrong with an input, where, and what to give instead. */
export interface InputProblem {
  /** Path of the field, for example `skus[3]`. */
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

/** An argument that no system needs to be asked about: it is wrong as it stands. */
export const InvalidInput = defineError<InputProblem>({
  code: "BAD_USER_INPUT",
  status: 400,
  retry: "never",
  message: (d) => `"${d.field}": ${d.problem}; ${d.remedy}.`,
  expose: (d) => ({ field: d.field }),
});

/** Something is asked that needs a viewer, and the request carries no token. */
export const Unauthenticated = defineError<{ readonly wanted: string }>({
  code: "UNAUTHENTICATED",
  status: 401,
  retry: "never",
  message: (d) => `${d.wanted} needs to know who is asking; send a bearer token.`,
});

/** The viewer is known and may not. */
export const Forbidden = defineError<{ readonly wanted: string; readonly scope: string }>({
  code: "FORBIDDEN",
  status: 403,
  retry: "never",
  message: (d) => `${d.wanted} needs the scope "${d.scope}"; ask for a token that carries it.`,
});
