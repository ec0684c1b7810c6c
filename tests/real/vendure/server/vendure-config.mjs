import { DefaultLogger, LogLevel, dummyPaymentHandler } from "@vendure/core";
import { quickHashing } from "./quick-hashing.mjs";

/**
 * The settings of the Vendure server under test: everything in memory, on the loopback address, on a port that the
 * operating system picks, reached by bearer token or API key.
 *
 * @param {{ user: string, password: string }} admin the super administrator to create
 * @returns {import("@vendure/core").VendureConfig}
 */
export function vendureConfig(admin) {
  return {
    apiOptions: { hostname: "127.0.0.1", port: 0, adminApiPath: "admin-api", shopApiPath: "shop-api" },
    authOptions: {
      tokenMethod: ["bearer", "api-key"],
      requireVerification: false,
      passwordHashingStrategy: quickHashing,
      superadminCredentials: { identifier: admin.user, password: admin.password },
    },
    customFields: { Customer: [{ name: "customerNumber", type: "string", nullable: true }] },
    dbConnectionOptions: { type: "sqljs", synchronize: true, logging: false },
    entityOptions: { channelCacheTtl: 0, zoneCacheTtl: 0, taxRateCacheTtl: 0 },
    logger: new DefaultLogger({ level: LogLevel.Error, timestamp: false }),
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  };
}
