import type { AddressInfo } from "node:net";

/** Whether a server's address is a TCP one. */
export function isBound(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
