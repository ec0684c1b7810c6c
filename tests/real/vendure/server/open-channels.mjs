const SETUP = `query {
  activeChannel { id token code }
  zones { items { id name } }
}`;
const UPDATE = `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { __typename ... on ErrorResult { message } } }`;
const CREATE = `mutation ($input: CreateChannelInput!) {
  createChannel(input: $input) { __typename ... on Channel { id token code } ... on ErrorResult { message } }
}`;
const LANGUAGES = `mutation { updateGlobalSettings(input: { availableLanguages: [en, fr] }) { __typename } }`;

/**
 * Opens two channels: the default one (euros, net prices, yen besides) and a British shop window (pounds, prices with tax).
 *
 * @param {import("./graphql-session.mjs").GraphqlSession} admin
 */
export async function openChannels(admin) {
  await admin.run(LANGUAGES);
  const { activeChannel, zones } = await admin.run(SETUP);
  const zone = (name) => zones.items.find((item) => item.name === name).id;
  await admin.run(UPDATE, {
    input: {
      id: activeChannel.id,
      defaultLanguageCode: "en",
      availableLanguageCodes: ["en", "fr"],
      pricesIncludeTax: false,
      defaultCurrencyCode: "EUR",
      availableCurrencyCodes: ["EUR", "JPY"],
      defaultTaxZoneId: zone("Europe"),
      defaultShippingZoneId: zone("Europe"),
    },
  });
  const british = await openBritishChannel(admin, zone("Britain"));
  return {
    defaultId: activeChannel.id,
    britishId: british.id,
    summary: { default: { code: activeChannel.code, token: activeChannel.token }, british: { code: british.code, token: british.token } },
  };
}

async function openBritishChannel(admin, zoneId) {
  const { createChannel } = await admin.run(CREATE, {
    input: {
      code: "british",
      token: "british-window",
      defaultLanguageCode: "en",
      pricesIncludeTax: true,
      defaultCurrencyCode: "GBP",
      availableCurrencyCodes: ["GBP"],
      defaultTaxZoneId: zoneId,
      defaultShippingZoneId: zoneId,
    },
  });
  return createChannel;
}
