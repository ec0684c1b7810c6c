/** Every subgraph of ours. */
export const allSubgraphs = ["pim", "erp", "crm", "shop", "orders"] as const;

/** A storefront's page: content, media, stock, prices and listings. */
export const storefrontPage = `query StorefrontPage($skus: [ID!]!) {
  products(skus: $skus) {
    __typename
    sku
    name
    french: name(locale: "fr-FR")
    description brand model isEnabled updatedAt
    family { code label }
    categories { code label parent { code label } }
    attributes { code label value kind unit optionCodes }
    media { url kind position alt }
    variants { sku name price { net { amount } } }
    stock { available onHand reserved levels { location { id name kind } available } incoming { quantity expectedAt location { id } } asOf source stale version }
    price { ...price }
    ten: price(quantity: 10) { ...price }
    priceBreaks { minimumQuantity net { amount } validUntil }
    listing { title slug url isPublished channel { id name } }
    listings { channel { id } title }
  }
}
fragment price on Price { net { amount currency } gross { amount } taxRate priceList minimumQuantity validUntil asOf source stale }`;

/** All that a customer reads of themselves. */
export const everythingOfMe = `{
  me {
    id firstName lastName name email phone language createdAt updatedAt
    company { name vatNumber }
    groups { code name }
    addresses { kind name street city postalCode region country }
    preferences { key value }
    consents { purpose isGranted changedAt }
    interactions(first: 5) { id kind at subject body }
    orders(first: 5) {
      totalCount
      nodes {
        id status placedAt net { amount } gross { amount }
        lines { id quantity unitPrice { amount } product { sku name price { net { amount } priceList } } }
        invoices { number status gross { amount } }
        shipments { number status trackingNumber trackingUrl location { id name } lines { quantity product { sku } } }
        returns { number reason }
      }
    }
  }
}`;

/** One page of a filtered and sorted search, with stock from another system. */
export const searchPage = `query Search($filter: ProductFilter, $sort: ProductSort, $first: Int!, $after: String) {
  searchProducts(filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { sku name stock { available } } }
  }
}`;

/** Orders as the back office lists them. */
export const ordersOfStaff = `{
  orders(first: 20, filter: { statuses: [CONFIRMED, PARTLY_SHIPPED, SHIPPED, INVOICED, PAID] }) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id externalReference status placedAt updatedAt
      net { amount currency } tax { amount } gross { amount }
      customer { id name email }
      billingAddress { name street city } shippingAddress { city country }
      lines { id description quantity shippedQuantity taxRate product { sku brand listing { title } } }
      invoices { number kind status issuedAt dueAt due { amount } }
      shipments { number status shippedAt carrier }
    }
  }
}`;

/** A cart with what is in it. */
export const cartsOf = `query Cart($id: ID!) {
  cart(id: $id) { id total { amount } lines { quantity product { sku name } } }
  channels { id name }
  locations { id name kind }
  categories { code label children { code } }
}`;
