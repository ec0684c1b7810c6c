const fragments = `
  fragment person on User { id username name }
  fragment verdict on Review { id body }
  fragment ware on Product { inStock name price shippingEstimate upc weight }`;

const deep = `
    users { ...person reviews { ...verdict product { ...ware reviews { ...verdict author { ...person reviews { ...verdict product { ...ware } } } } } } }
    topProducts { ...ware reviews { ...verdict author { ...person reviews { ...verdict product { ...ware } } } } }`;

/** Users → reviews → product → reviews → author, and the same from the products' side: each object is read in many places. */
export const deepQuery = `query Deep {${deep}\n  }${fragments}`;

/** The same, and who asks. */
export const deepQueryOfViewer = `query Deep { me { ...person }${deep}\n  }${fragments}`;

/** The n-th of many different operations that are alike: the names in its answer are its own, so that no plan fits two of them. */
export function distinctQuery(n: number): string {
  const verdict = `fragment verdict on Review { id body${n}: body }`;
  return `query Deep${n} {${deep.replaceAll("topProducts", `top${n}: topProducts`)}\n  }${fragments.replace(/fragment verdict .*/, verdict)}`;
}

/** A small operation, the n-th of many different ones. */
export function smallDistinctQuery(n: number): string {
  return `query Small${n} { users { id name${n}: name } }`;
}

/** Every product with every review of it and who wrote it. */
export const everything = `query Everything {
  topProducts(first: 2000) { ...ware reviews { id body author { id name } } }
}
fragment ware on Product { inStock name price shippingEstimate upc weight }`;

/** Users, what they wrote, and about what: three subgraphs, one after the other. */
export const threeSubgraphs = `{ users { id username name reviews { id body product { upc name price } } } }`;

/** 24 products as a storefront lists them: content, media, stock and the viewer's price. */
export const listing = `query Listing($skus: [ID!]!) {
  products(skus: $skus) {
    sku name(locale: "en-GB") brand family { code label }
    media { url alt kind }
    stock { available levels { location { id } available } }
    price { net { amount currency } taxRate priceList }
    priceBreaks { minimumQuantity net { amount } }
  }
}`;
