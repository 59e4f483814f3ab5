import type { Alert } from '../../../../platform/http/parts.ts'
import type { ReceivedPhoto } from '../../../../platform/http/store-uploads.ts'
import { refusalSentence } from '../../../../platform/http/upload-sentences.ts'
import type { Translate } from '../../../../platform/i18n/texts.ts'
import { type ImageRefusal, imageRefusals } from '../../../../platform/images/image-result.ts'
import { holdReasonsIn } from '../../hold-reasons.ts'

/**
 * What the page after a form says, carried in its address: only names from fixed lists, so that nobody can make the
 * portal say something by a link.
 */
export type Done = {
  what: DoneWhat
  /** Why the words wait for a moderator. */
  held: readonly string[]
  refused: readonly { position: number; reason: ImageRefusal }[]
}

const dones = ['added', 'replied', 'withdrawn', 'yes', 'partly', 'no'] as const
export type DoneWhat = (typeof dones)[number]

export function doneParams({ what, held, refused }: Done): Record<string, string> {
  return {
    done: what,
    ...(held.length === 0 ? {} : { held: held.join(',') }),
    ...(refused.length === 0
      ? {}
      : { refused: refused.map((one) => `${one.position}-${one.reason}`).join(',') }),
  }
}

/** The messages of an address; whatever is not from our lists is left out. */
export function doneMessages(query: Record<string, unknown>, t: Translate): Alert[] {
  const what = dones.find((known) => known === query['done'])
  if (what === undefined) return []
  const messages: Alert[] = [{ text: t(`public:done.${what}`), tone: 'success' }]
  const held = holdReasonsIn(textOf(query['held']).split(','), t)
  if (held.length > 0) {
    messages.push({ text: t('public:done.held', { reasons: held.join('; ') }), tone: 'info' })
  }
  const refused = textOf(query['refused'])
    .split(',')
    .flatMap((text) => refusalOf(text))
    .map((one) => refusalSentence(t, one))
  if (refused.length > 0) {
    messages.push({ text: [t('public:done.refusedPhotos'), ...refused].join('\n'), tone: 'warning' })
  }
  return messages
}

export const refusedOf = (photos: readonly ReceivedPhoto[]): Done['refused'] =>
  photos.flatMap((photo) => (photo.ok ? [] : [{ position: photo.position, reason: photo.reason }]))

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '')

function refusalOf(text: string): { position: number; reason: ImageRefusal }[] {
  const [, position, name] = /^(\d)-([a-z-]{1,30})$/.exec(text) ?? []
  const reason = imageRefusals.find((known) => known === name)
  return position === undefined || reason === undefined ? [] : [{ position: Number(position), reason }]
}
