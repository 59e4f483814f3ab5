import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { renderToString } from '../../../platform/http/page.ts'
import type { Job } from '../../../platform/http/route.ts'
import { isLang, type Lang } from '../../../platform/i18n/texts.ts'
import { mailRenderer } from '../../../platform/mail/letter.ts'
import { cityById } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { sendToReporter, stopMailsHref } from './letters.ts'
import { complaintMail, plainText } from './mails.ts'
import { type Notice, noticeOf, noticesOfMerged } from './queries.ts'

const Payload = z.object({ complaintId: z.int(), seq: z.int() })

/**
 * Tells the resident of an event by mail. Safe to repeat: the id of the mail is made of the complaint and the
 * event, so a second copy after a crash is recognised as the same message.
 */
export function notifyJobs(deps: Deps): Job[] {
  const send = sender(deps)
  return [
    {
      name: 'complaints.notify',
      patient: true,
      async run(payload) {
        const notice = await noticeOf(deps, Payload.parse(payload))
        if (notice !== null) await send(notice)
      },
    },
    {
      name: 'complaints.notify-merged',
      on: 'complaints.notify',
      patient: true,
      async run(payload) {
        for (const notice of await noticesOfMerged(deps, Payload.parse(payload))) await send(notice)
      },
    },
  ]
}

function sender(deps: Deps): (notice: Notice) => Promise<void> {
  const renderer = mailRenderer(deps.config)
  return async (notice) => {
    if (notice.email === null) return
    const city = await cityById(deps, notice.cityId)
    if (city === null) return
    const lang = mailLang(notice)
    const t = deps.texts.in(lang)
    const directory = await directoryOf(deps, city.id)
    const { publicUrl } = deps.config
    const stopHref = stopMailsHref(deps, { lang, city: city.slug, complaintId: notice.complaintId })
    const model = complaintMail({ notice, city, directory, lang, t, publicUrl, stopHref })
    if (model === null) return
    const main = notice.mainNumber === null ? '' : `${notice.mainNumber}.`
    await sendToReporter(deps, notice.complaintId, {
      to: notice.email,
      unsubscribe: stopHref,
      subject: model.subject,
      text: plainText(model),
      html: renderToString(renderer, 'mails/complaint', { model, t }),
      id: `complaint.${notice.number}.${main}${notice.seq}`,
    })
  }
}

/** The language of the answer; whoever wrote in English reads the frame of it in English. */
export function mailLang({ textLang, replyLang }: Pick<Notice, 'textLang' | 'replyLang'>): Lang {
  if (textLang === 'en') return 'en'
  return isLang(replyLang) ? replyLang : 'kk'
}
