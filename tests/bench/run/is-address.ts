import type { AddressInfo } from "node:net";

/** Whether a server listens on a port. */
export function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
