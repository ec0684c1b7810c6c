/** Users → reviews → product → reviews → author, and the same from the products' side: each object is read in many places. */
export const deepQuery = `
  query Deep {
    users { ...person reviews { ...verdict product { ...ware reviews { ...verdict author { ...person reviews { ...verdict product { ...ware } } } } } } }
    topProducts { ...ware reviews { ...verdict author { ...person reviews { ...verdict product { ...ware } } } } }
  }
  fragment person on User { id username name }
  fragment verdict on Review { id body }
  fragment ware on Product { inStock name price shippingEstimate upc weight }`;
