import { GraphqlSession } from "./graphql-session.mjs";

const LOGIN = `mutation ($user: String!) {
  login(username: $user, password: "customer-password") { __typename ... on ErrorResult { message } }
}`;
const ADD_ITEM = `mutation ($id: ID!, $quantity: Int!) {
  addItemToOrder(productVariantId: $id, quantity: $quantity) {
    __typename ... on Order { id code } ... on ErrorResult { message }
  }
}`;
const ADDRESS = `mutation ($input: CreateAddressInput!) {
  setOrderShippingAddress(input: $input) { __typename ... on ErrorResult { message } }
}`;
const METHODS = `query { eligibleShippingMethods { id } eligiblePaymentMethods { code } }`;
const SHIPPING = `mutation ($id: [ID!]!) { setOrderShippingMethod(shippingMethodId: $id) { __typename ... on ErrorResult { message } } }`;
const ARRANGE = `mutation { transitionOrderToState(state: "ArrangingPayment") { __typename ... on ErrorResult { message } } }`;
const PAY = `mutation ($method: String!) {
  addPaymentToOrder(input: { method: $method, metadata: {} }) {
    __typename ... on Order { id code state } ... on ErrorResult { message }
  }
}`;

/**
 * Shops as two customers do: one leaves a cart behind, one orders, pays and gets a first parcel.
 *
 * @param {{ admin: GraphqlSession, shopUrl: string, variants: { id: string, sku: string }[] }} shop
 */
export async function fillOrders({ admin, shopUrl, variants }) {
  const cart = await fillCart(shopUrl, "camille.moreau@example.com", [
    [variants[0], 2],
    [variants[4], 1],
  ]);
  const order = await placeOrder(shopUrl, "jonas.peeters@example.com", [
    [variants[1], 3],
    [variants[7], 1],
  ]);
  await shipFirstLine(admin, order.id);
  return { cart: { id: cart.id, code: cart.code, lines: cart.lines }, order: { id: order.id, code: order.code } };
}

async function fillCart(shopUrl, user, lines) {
  const session = new GraphqlSession(shopUrl);
  await session.run(LOGIN, { user });
  let order;
  for (const [variant, quantity] of lines) {
    order = succeeded((await session.run(ADD_ITEM, { id: variant.id, quantity })).addItemToOrder, "Order");
  }
  return { ...order, session, lines: lines.map(([{ sku }, quantity]) => ({ sku, quantity })) };
}

async function placeOrder(shopUrl, user, lines) {
  const { session } = await fillCart(shopUrl, user, lines);
  const input = { fullName: "Jonas Peeters", streetLine1: "1 Market Street", postalCode: "9000", city: "Ghent", countryCode: "BE" };
  succeeded((await session.run(ADDRESS, { input })).setOrderShippingAddress, "Order");
  const methods = await session.run(METHODS);
  const shipped = await session.run(SHIPPING, { id: [methods.eligibleShippingMethods[0].id] });
  succeeded(shipped.setOrderShippingMethod, "Order");
  succeeded((await session.run(ARRANGE)).transitionOrderToState, "Order");
  const paid = await session.run(PAY, { method: methods.eligiblePaymentMethods[0].code });
  return succeeded(paid.addPaymentToOrder, "Order");
}

async function shipFirstLine(admin, orderId) {
  const { order } = await admin.run(`query ($id: ID!) { order(id: $id) { lines { id quantity } } }`, { id: orderId });
  const [line] = order.lines;
  const { addFulfillmentToOrder } = await admin.run(
    `mutation ($input: FulfillOrderInput!) {
      addFulfillmentToOrder(input: $input) { __typename ... on Fulfillment { id } ... on ErrorResult { message } }
    }`,
    {
      input: {
        lines: [{ orderLineId: line.id, quantity: line.quantity }],
        handler: {
          code: "manual-fulfillment",
          arguments: [
            { name: "method", value: "Colissimo" },
            { name: "trackingCode", value: "6A00000000001" },
          ],
        },
      },
    },
  );
  const parcel = succeeded(addFulfillmentToOrder, "Fulfillment");
  const moved = await admin.run(
    `mutation ($id: ID!) { transitionFulfillmentToState(id: $id, state: "Shipped") { __typename ... on ErrorResult { message } } }`,
    { id: parcel.id },
  );
  succeeded(moved.transitionFulfillmentToState, "Fulfillment");
}

function succeeded(answer, typename) {
  if (answer.__typename !== typename) throw new Error(`Vendure answered ${answer.__typename}: ${answer.message}`);
  return answer;
}
