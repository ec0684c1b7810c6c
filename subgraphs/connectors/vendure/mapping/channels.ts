import { type ChannelId, channelId } from "#model";

/** Code of the channel that every record of a Vendure server is on besides its own. */
const EVERYTHING = "__default_channel__";

/** The channel that an order was made on; the default channel only when it is the only one. */
export function channelOf(channels: readonly { readonly code: string }[]): ChannelId | undefined {
  const own = channels.find(({ code }) => code !== EVERYTHING) ?? channels[0];
  return own && channelId(own.code);
}
