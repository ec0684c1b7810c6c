import { bootstrap } from "@vendure/core";
import { populateInitialData } from "@vendure/core/cli/populate.js";
import { fillShop } from "./fill-shop.mjs";
import { initialData } from "./initial-data.mjs";
import { vendureConfig } from "./vendure-config.mjs";

/**
 * Starts a Vendure server with real data and prints, as one line of JSON, where it listens and what it holds.
 * It stops when its standard input closes, so that it never outlives the test that started it.
 */
const admin = { user: "superadmin", password: "superadmin" };
const app = await bootstrap(vendureConfig(admin));
await populateInitialData(app, initialData);

const { port } = app.getHttpServer().address();
const urls = { adminUrl: `http://127.0.0.1:${port}/admin-api`, shopUrl: `http://127.0.0.1:${port}/shop-api` };
const shop = await fillShop({ ...urls, ...admin });
process.stdout.write(`${JSON.stringify({ ...urls, ...admin, ...shop })}\n`);

process.stdin.resume();
process.stdin.once("end", () => {
  void app.close().finally(() => process.exit(0));
});
