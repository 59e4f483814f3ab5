import { formatNumber } from '../complaints/index.ts'

export type ModerationAct = 'publish' | 'hide' | 'conceal' | 'reveal' | 'dismiss'

export const moderationPaths = {
  queue: () => '/staff/moderation',
  item: (number: string) => `/staff/moderation/${formatNumber(number)}`,
  done: (number: string, act: ModerationAct) => `${moderationPaths.item(number)}?done=${act}`,
  act: (number: string, act: ModerationAct) => `${moderationPaths.item(number)}/${act}`,
}
