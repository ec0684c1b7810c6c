export * from "./lease.js";
export * from "./postgres-leases.js";
export * from "./redis-leases.js";
