import type { Translate } from '../../platform/i18n/texts.ts'
import { channels } from './rules.ts'

/** How a complaint came in, in words; imports may bring channels of their own. */
export function channelName(channel: string, t: Translate): string {
  return t(`complaints:channel.${channels.find((known) => known === channel) ?? 'other'}`)
}
