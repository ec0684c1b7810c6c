import { createHash } from "node:crypto";

const digest = (plaintext) => createHash("sha256").update(plaintext).digest("hex");

/**
 * A password hash that takes no time, for passwords that everybody may know: Vendure's own takes a third of a second for each login, on
 * purpose (https://docs.vendure.io/reference/typescript-api/auth/password-hashing-strategy).
 */
export const quickHashing = {
  hash: async (plaintext) => digest(plaintext),
  check: async (plaintext, hash) => digest(plaintext) === hash,
};
