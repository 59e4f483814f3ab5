import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { cityById } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { complaintMail } from './mails.ts'
import { noticeOf } from './queries.ts'

/**
 * What the mail about an event says, as one short text for a messenger; null for events that nobody is written about.
 * @param secretToken of the reader's own link, so that the text leads there
 */
export async function eventNotice(
  deps: Deps,
  {
    complaintId,
    seq,
    lang,
    secretToken,
  }: { complaintId: number; seq: number; lang: Lang; secretToken: string },
): Promise<string | null> {
  const notice = await noticeOf(deps, { complaintId, seq })
  // Who filed by a messenger was answered there at once.
  if (notice === null || notice.event.kind === 'filed') return null
  const city = await cityById(deps, notice.cityId)
  if (city === null) return null
  const model = complaintMail({
    notice: { ...notice, secretToken },
    city,
    directory: await directoryOf(deps, city.id),
    lang,
    t: deps.texts.in(lang),
    publicUrl: deps.config.publicUrl,
    // /stop ends it all; there is no page for it.
    stopHref: '',
  })
  if (model === null) return null
  const { subject, lead, quote, action } = model
  const blocks = [
    subject,
    lead,
    `${quote.label}:\n${quote.text}`,
    action === null ? '' : `${action.label}:\n${action.href}`,
  ]
  // https://core.telegram.org/bots/api#sendmessage: 4096 characters at most.
  return shortened(blocks.filter(Boolean).join('\n\n'), quote.text)
}

const mostCharacters = 4000

/** What does not fit is cut out of the quoted text; the link behind it stays. */
function shortened(text: string, quoted: string): string {
  const excess = [...text].length - mostCharacters
  if (excess <= 0) return text
  const kept = [...quoted].slice(0, Math.max(0, [...quoted].length - excess - 1)).join('')
  return text.replace(quoted, () => `${kept}…`)
}
