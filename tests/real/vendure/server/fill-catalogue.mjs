/** The articles for sale; each comes in three sizes. */
const ARTICLES = [
  { code: "OAK-DESK", en: "Oak desk", fr: "Bureau en chêne" },
  { code: "PINE-SHELF", en: "Pine shelf", fr: "Étagère en pin" },
  { code: "STEEL-LAMP", en: "Steel lamp", fr: "Lampe en acier" },
  { code: "WOOL-RUG", en: "Wool rug", fr: "Tapis en laine" },
  { code: "GLASS-VASE", en: "Glass vase", fr: "Vase en verre" },
  { code: "LINEN-SHEET", en: "Linen sheet", fr: "Drap en lin" },
  { code: "CORK-BOARD", en: "Cork board", fr: "Tableau en liège" },
  { code: "CLAY-POT", en: "Clay pot", fr: "Pot en terre cuite" },
  { code: "OLD-CHAIR", en: "Old chair", fr: "Vieille chaise", isDisabled: true },
];
const SIZES = ["S", "M", "L"];
/** Place of the one article that has no price in yen. */
const WITHOUT_YEN = 1;

/**
 * Creates stock locations, products in two languages, and variants with prices and stock in each location.
 *
 * @param {import("./graphql-session.mjs").GraphqlSession} admin
 * @param {{ defaultId: string, britishId: string }} channels
 */
export async function fillCatalogue(admin, channels) {
  const locations = await createLocations(admin);
  const taxCategoryId = await standardTaxCategory(admin);
  const variants = [];
  for (const [index, article] of ARTICLES.entries()) {
    const product = await createProduct(admin, article);
    const created = await createVariants(admin, { article, index, product, locations, taxCategoryId });
    variants.push(...created.map((variant) => ({ ...variant, isDisabled: article.isDisabled === true })));
  }
  await showInBritain(admin, { productIds: [...new Set(variants.map(({ productId }) => productId))], channelId: channels.britishId });
  const sold = variants.filter(({ isDisabled }) => !isDisabled);
  return {
    locations,
    variants: sold,
    skuWithoutYen: `${ARTICLES[WITHOUT_YEN].code}-${SIZES[0]}`,
    disabledSku: variants.find(({ isDisabled }) => isDisabled).sku,
  };
}

async function createLocations(admin) {
  const { stockLocations } = await admin.run(`query { stockLocations { items { id } } }`);
  const { updateStockLocation: main } = await admin.run(
    `mutation ($id: ID!) { updateStockLocation(input: { id: $id, name: "Lyon warehouse" }) { id name } }`,
    { id: stockLocations.items[0].id },
  );
  const { createStockLocation: shop } = await admin.run(
    `mutation { createStockLocation(input: { name: "Paris shop", description: "Rue de Rivoli" }) { id name } }`,
  );
  return [main, shop];
}

async function standardTaxCategory(admin) {
  const { taxCategories } = await admin.run(`query { taxCategories { items { id name } } }`);
  return taxCategories.items.find(({ name }) => name.startsWith("Standard")).id;
}

async function createProduct(admin, article) {
  const slug = article.code.toLowerCase();
  const { createProduct: product } = await admin.run(`mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`, {
    input: {
      enabled: article.isDisabled !== true,
      translations: [
        { languageCode: "en", name: article.en, slug, description: `${article.en} made to last.` },
        { languageCode: "fr", name: article.fr, slug: `${slug}-fr`, description: `${article.fr}, fait pour durer.` },
      ],
    },
  });
  return { id: product.id, sizes: await addSizes(admin, product.id, slug) };
}

async function addSizes(admin, productId, slug) {
  const { createProductOptionGroup: group } = await admin.run(
    `mutation ($input: CreateProductOptionGroupInput!) { createProductOptionGroup(input: $input) { id options { id code } } }`,
    {
      input: {
        code: `${slug}-size`,
        translations: [{ languageCode: "en", name: "Size" }],
        options: SIZES.map((size) => ({ code: size.toLowerCase(), translations: [{ languageCode: "en", name: size }] })),
      },
    },
  );
  await admin.run(
    `mutation ($productId: ID!, $groupId: ID!) { addOptionGroupToProduct(productId: $productId, optionGroupId: $groupId) { id } }`,
    { productId, groupId: group.id },
  );
  return group.options;
}

async function createVariants(admin, { article, index, product, locations, taxCategoryId }) {
  const input = SIZES.map((size, place) => ({
    productId: product.id,
    sku: `${article.code}-${size}`,
    enabled: article.isDisabled !== true,
    taxCategoryId,
    trackInventory: "TRUE",
    optionIds: [product.sizes.find(({ code }) => code === size.toLowerCase()).id],
    translations: [
      { languageCode: "en", name: `${article.en} ${size}` },
      { languageCode: "fr", name: `${article.fr} ${size}` },
    ],
    price: 1999 + index * 1000 + place * 550,
    stockLevels: [
      { stockLocationId: locations[0].id, stockOnHand: 100 + index * 10 + place },
      { stockLocationId: locations[1].id, stockOnHand: 5 + index },
    ],
  }));
  const { createProductVariants } = await admin.run(
    `mutation ($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id sku productId } }`,
    { input },
  );
  if (index !== WITHOUT_YEN) await addYenPrices(admin, createProductVariants, 320_000 + index * 1_000);
  return createProductVariants;
}

async function addYenPrices(admin, variants, price) {
  const input = variants.map(({ id }) => ({ id, prices: [{ currencyCode: "JPY", price }] }));
  await admin.run(`mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }`, { input });
}

async function showInBritain(admin, { productIds, channelId }) {
  await admin.run(`mutation ($input: AssignProductsToChannelInput!) { assignProductsToChannel(input: $input) { id } }`, {
    input: { productIds, channelId, priceFactor: 0.9 },
  });
}
