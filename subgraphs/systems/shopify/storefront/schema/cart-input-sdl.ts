/** Inputs, payloads and error codes of the cart mutations. */
export const cartInputSdl = /* GraphQL */ `
input AttributeInput {
  key: String!
  value: String!
}

input CartInput {
  attributes: [AttributeInput!]
  buyerIdentity: CartBuyerIdentityInput
  lines: [CartLineInput!]
  note: String
}

input CartBuyerIdentityInput {
  countryCode: CountryCode
  email: String
  phone: String
}

input CartLineInput {
  attributes: [AttributeInput!]
  merchandiseId: ID!
  quantity: Int = 1
}

input CartLineUpdateInput {
  attributes: [AttributeInput!]
  id: ID!
  merchandiseId: ID
  quantity: Int
}

interface DisplayableError {
  field: [String!]
  message: String!
}

type CartUserError implements DisplayableError {
  code: CartErrorCode
  field: [String!]
  message: String!
}

enum CartErrorCode { INVALID INVALID_MERCHANDISE_LINE LESS_THAN MINIMUM_NOT_MET CART_TOO_LARGE }

type CartWarning {
  code: CartWarningCode!
  message: String!
  target: ID!
}

enum CartWarningCode { MERCHANDISE_NOT_ENOUGH_STOCK MERCHANDISE_OUT_OF_STOCK }

type CartCreatePayload {
  cart: Cart
  userErrors: [CartUserError!]!
  warnings: [CartWarning!]!
}

type CartLinesAddPayload {
  cart: Cart
  userErrors: [CartUserError!]!
  warnings: [CartWarning!]!
}

type CartLinesUpdatePayload {
  cart: Cart
  userErrors: [CartUserError!]!
  warnings: [CartWarning!]!
}

type CartLinesRemovePayload {
  cart: Cart
  userErrors: [CartUserError!]!
  warnings: [CartWarning!]!
}

type CartAttributesUpdatePayload {
  cart: Cart
  userErrors: [CartUserError!]!
  warnings: [CartWarning!]!
}

enum CurrencyCode { AUD CAD CHF CZK DKK EUR GBP HUF JPY NOK NZD PLN RON SEK USD }

enum CountryCode {
  AT AU BE BG CA CH CN CZ DE DK EE ES FI FR GB GR HR HU IE IT JP LT LU LV NL NO NZ PL PT RO SE SI SK TR US
}

scalar DateTime
scalar Decimal
scalar URL
`;
