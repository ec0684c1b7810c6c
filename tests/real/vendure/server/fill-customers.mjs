const CUSTOMERS = [
  {
    number: "C-00001",
    firstName: "Camille",
    lastName: "Moreau",
    emailAddress: "camille.moreau@example.com",
    city: "Lyon",
    countryCode: "FR",
  },
  {
    number: "C-00002",
    firstName: "Jonas",
    lastName: "Peeters",
    emailAddress: "jonas.peeters@example.com",
    city: "Ghent",
    countryCode: "BE",
  },
  { number: "C-00003", firstName: "Maya", lastName: "Clarke", emailAddress: "maya.clarke@example.com", city: "Leeds", countryCode: "GB" },
];

/**
 * Creates customers that can log in, with an address each, the first two of them in the group `Trade`.
 *
 * @param {import("./graphql-session.mjs").GraphqlSession} admin
 */
export async function fillCustomers(admin) {
  const created = [];
  for (const customer of CUSTOMERS) created.push({ ...(await createCustomer(admin, customer)), number: customer.number });
  await admin.run(`mutation ($input: CreateCustomerGroupInput!) { createCustomerGroup(input: $input) { id } }`, {
    input: { name: "Trade", customerIds: created.slice(0, 2).map(({ id }) => id) },
  });
  return created.map(({ id, number, emailAddress }) => ({ id, number, emailAddress }));
}

async function createCustomer(admin, { number, city, countryCode, ...person }) {
  const { createCustomer: customer } = await admin.run(
    `mutation ($input: CreateCustomerInput!) {
      createCustomer(input: $input, password: "customer-password") {
        __typename ... on Customer { id emailAddress } ... on ErrorResult { message }
      }
    }`,
    { input: { ...person, phoneNumber: "+33 4 00 00 00 00", customFields: { customerNumber: number } } },
  );
  await admin.run(`mutation ($id: ID!, $input: CreateAddressInput!) { createCustomerAddress(customerId: $id, input: $input) { id } }`, {
    id: customer.id,
    input: {
      fullName: `${person.firstName} ${person.lastName}`,
      streetLine1: "1 Market Street",
      postalCode: "69001",
      city,
      countryCode,
      defaultBillingAddress: true,
      defaultShippingAddress: true,
    },
  });
  return customer;
}
