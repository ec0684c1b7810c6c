/** All that an administrator who only reads needs; the connector's README names the same. */
const PERMISSIONS = ["ReadCatalog", "ReadChannel", "ReadStockLocation", "ReadOrder", "ReadCustomer", "ReadCustomerGroup"];
const LOGIN = { emailAddress: "reader@example.com", password: "reader-password" };

/**
 * Creates an administrator and an API key that may read in both channels and change nothing.
 *
 * @param {import("./graphql-session.mjs").GraphqlSession} admin
 * @param {{ defaultId: string, britishId: string }} channels
 */
export async function hireReader(admin, channels) {
  const { createRole: role } = await admin.run(`mutation ($input: CreateRoleInput!) { createRole(input: $input) { id } }`, {
    input: { code: "reader", description: "Reads", permissions: PERMISSIONS, channelIds: [channels.defaultId, channels.britishId] },
  });
  await admin.run(`mutation ($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }`, {
    input: { firstName: "Robin", lastName: "Reader", ...LOGIN, roleIds: [role.id] },
  });
  const { createApiKey: created } = await admin.run(`mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }`, {
    input: { roleIds: [role.id], translations: [{ languageCode: "en", name: "Reader" }] },
  });
  return { reader: { user: LOGIN.emailAddress, password: LOGIN.password, apiKey: created.apiKey } };
}
