import path from 'node:path'
import { z } from 'zod'
import { projectDir } from '../../../config.ts'
import type { Deps } from '../../../platform/deps.ts'
import { renderToString } from '../../../platform/http/page.ts'
import type { Job } from '../../../platform/http/route.ts'
import { createRenderer } from '../../../platform/http/views.ts'
import { isLang, type Lang } from '../../../platform/i18n/texts.ts'
import { cityById } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { complaintMail, plainText } from './mails.ts'
import { type Notice, noticeOf } from './queries.ts'

const Payload = z.object({ complaintId: z.int(), seq: z.int() })

/**
 * Tells the resident of an event by mail. Safe to repeat: the id of the mail is made of the complaint and the
 * event, so a second copy after a crash is recognised as the same message.
 */
export function notifyJobs(deps: Deps): Job[] {
  const renderer = createRenderer({
    viewsRoot: path.join(projectDir, 'views'),
    mode: deps.config.mode,
    asset: (name) => {
      throw new Error(`A mail has no ${name}`)
    },
  })
  return [
    {
      name: 'complaints.notify',
      async run(payload) {
        const notice = await noticeOf(deps, Payload.parse(payload))
        if (notice === null || notice.email === null) return
        const city = await cityById(deps, notice.cityId)
        if (city === null) return
        const lang = mailLang(notice)
        const t = deps.texts.in(lang)
        const directory = await directoryOf(deps, city.id)
        const { publicUrl } = deps.config
        const model = complaintMail({ notice, city, directory, lang, t, publicUrl })
        if (model === null) return
        await deps.mail.send({
          to: notice.email,
          subject: model.subject,
          text: plainText(model),
          html: renderToString(renderer, 'mails/complaint', { model, t }),
          id: `complaint.${notice.number}.${notice.seq}`,
        })
      },
    },
  ]
}

/** The language of the answer; whoever wrote in English reads the frame of it in English. */
function mailLang({ textLang, replyLang }: Notice): Lang {
  if (textLang === 'en') return 'en'
  return isLang(replyLang) ? replyLang : 'kk'
}
