import { z } from 'zod'
import { unseal } from '../../platform/crypto/seal.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { isLang } from '../../platform/i18n/texts.ts'
import { type Letter, mailRenderer, printLetter } from '../../platform/mail/letter.ts'
import { MailNotSent } from '../../platform/mail/mailer.ts'
import { cityById, nameIn } from '../city/index.ts'
import { complaintPaths, formatNumber } from '../complaints/index.ts'
import { forgetReporter, forgetReports } from './actions/forget-reports.ts'
import { reporterContext } from './actions/report-abuse.ts'

const Payload = z.object({ reportId: z.int() })

const outcomes = ['hidden', 'masked', 'dismissed'] as const

export const moderationJobs = (deps: Deps): Job[] => [
  {
    name: 'moderation.tell',
    patient: true,
    /** Tells a reporter what became of their report, once; the address goes afterwards, also when it takes no mail. */
    async run(payload) {
      const { reportId } = Payload.parse(payload)
      const report = await deps.db.abuseReport.findUnique({
        where: { id: reportId },
        include: { complaint: { select: { number: true } } },
      })
      const outcome = outcomes.find((one) => one === report?.outcome)
      if (report === null || report.sealedEmail === null || outcome === undefined) return
      const city = await cityById(deps, report.cityId)
      if (city === null) return
      const lang = isLang(report.lang) ? report.lang : 'kk'
      const t = deps.texts.in(lang)
      const number = formatNumber(report.complaint.number)
      const href = deps.config.publicUrl + complaintPaths.show(lang, city.slug, report.complaint.number)
      const letter: Letter = {
        lang,
        subject: t('moderation:mail.subject', { number }),
        site: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
        lead: t(`moderation:mail.${outcome}`, { number }),
        actions: [{ label: t('moderation:mail.open'), href }],
        why: t('moderation:mail.why'),
        ...{ code: null, items: [], notes: [], links: [] },
      }
      await sendOnce(deps, {
        to: unseal(deps.keys, report.sealedEmail, reporterContext(report.complaintId, report.part)),
        ...printLetter(mailRenderer(deps.config), letter, t),
        id: `abuse-report.${report.id}`,
      })
      await forgetReporter(deps, report.id)
    },
  },
  {
    name: 'moderation.forget',
    cron: '35 20 * * *',
    async run(_payload, now) {
      const count = await forgetReports(deps, now)
      if (count > 0) deps.log.info({ count }, 'reports that were decided long ago removed')
    },
  },
]

/** What the server refuses for good will not be taken later either; every other failure is tried again. */
async function sendOnce(
  { mail }: Pick<Deps, 'mail'>,
  letter: Parameters<Deps['mail']['send']>[0],
): Promise<void> {
  try {
    await mail.send(letter)
  } catch (error) {
    if (!(error instanceof MailNotSent) || error.refusal === null) throw error
  }
}
