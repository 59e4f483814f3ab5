import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { type Letter, mailRenderer, printLetter } from '../../../platform/mail/letter.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { type StaffMember, staffMember } from '../../accounts/index.ts'
import { type City, cityById, nameIn } from '../../city/index.ts'
import { settingsPaths } from '../paths.ts'

/** Asks for a letter to oneself, by the same way as all letters: a job sends it. */
export async function askTestMail(
  { db, jobs, now }: Pick<Deps, 'db' | 'jobs' | 'now'>,
  { staff, city, lang }: { staff: StaffMember; city: City; lang: Lang },
): Promise<void> {
  const payload = { staffId: staff.id, cityId: city.id, lang, at: now().epochMilliseconds }
  await inTransaction(db, (tx) => jobs.add(tx, 'settings.test-mail', payload))
}

/** Throws MailNotSent; the job is then repeated. */
export async function sendTestMail(
  deps: Deps,
  { staffId, cityId, lang, at }: { staffId: number; cityId: number; lang: Lang; at: number },
): Promise<void> {
  const [staff, city] = await Promise.all([staffMember(deps, staffId), cityById(deps, cityId)])
  if (staff === null || city === null) return
  const t = deps.texts.in(lang)
  const letter: Letter = {
    ...{ lang, code: null, items: [], links: [] },
    site: t('common:page.site'),
    subject: t('settings:testMail.subject', { city: nameIn(city.names, lang) }),
    lead: t('settings:testMail.lead', { moment: formatMoment(at, lang, city.timeZone) }),
    actions: [
      {
        label: t('settings:testMail.action'),
        href: deps.config.publicUrl + settingsPaths.integrations(city.slug),
      },
    ],
    notes: [t('settings:testMail.note')],
    why: t('settings:testMail.why'),
  }
  const id = `settings.test.${staffId}.${at}`
  await deps.mail.send({ to: staff.email, id, ...printLetter(mailRenderer(deps.config), letter, t) })
}
