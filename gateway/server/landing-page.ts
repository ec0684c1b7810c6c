const example = `# Products with content from the PIM, stock and price from the ERP and the listing from the shop
{
  searchProducts(first: 5) {
    totalCount
    nodes {
      sku
      name
      media { url alt }
      stock { available incoming { quantity expectedAt } }
      price { net { amount currency } priceList }
      listing { title isPublished }
    }
  }
}
`;

/** GraphiQL as one page that loads nothing from elsewhere. It is some megabytes: loaded when first asked for, not at the start. */
export async function landingPage(): Promise<string> {
  const { renderGraphiQL } = await import("@graphql-yoga/render-graphiql");
  return renderGraphiQL({ endpoint: "/graphql", title: "Passerelle", defaultQuery: example });
}
