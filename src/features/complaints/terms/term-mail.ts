import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { isLang, type Lang, type Translate } from '../../../platform/i18n/texts.ts'
import { type LetterItem, mailRenderer, printLetter } from '../../../platform/mail/letter.ts'
import { MailNotSent } from '../../../platform/mail/mailer.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { formatNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import type { Stage } from './stages.ts'

/** More would not be read; the rest is counted and stands in the inbox. */
const mostListed = 30

export type ListedCase = {
  number: string
  cityId: number
  categoryId: number | null
  officeId: number | null
  /** ISO day. */
  dueOn: string | null
}

export type StaffReader = { id: number; email: string; lang: Lang }

/** Null when the account is gone: it gets no mails any more. */
export async function readerOf({ db }: Pick<Deps, 'db'>, staffId: number): Promise<StaffReader | null> {
  const staff = await db.staff.findFirst({
    where: { id: staffId, disabledAt: null },
    select: { id: true, email: true, lang: true },
  })
  return staff && { ...staff, lang: isLang(staff.lang) ? staff.lang : 'ru' }
}

/** Mails the notices that this person got at that moment. Safe to repeat: the same mail has the same id. */
export async function mailTermNotices(
  deps: Deps,
  { staffId, stage, at }: { staffId: number; stage: Stage; at: number },
): Promise<void> {
  const reader = await readerOf(deps, staffId)
  if (reader === null) return
  const cases = await deps.db.$queryRaw<ListedCase[]>`
    SELECT c.number, c.city_id AS "cityId", c.category_id AS "categoryId", c.office_id AS "officeId",
      n.due_on::text AS "dueOn"
    FROM term_notice n JOIN complaint c ON c.id = n.complaint_id
    WHERE n.staff_id = ${staffId} AND n.stage = ${stage} AND n.created_at = ${toDate(at)} AND c.open
    ORDER BY n.due_on, c.id`
  if (cases.length === 0) return
  const t = deps.texts.in(reader.lang)
  await sendToStaff(deps, reader, {
    id: `term.${stage}.${staffId}.${at}`,
    subject: t(`terms:mail.subject.${stageText(stage)}`, { count: cases.length }),
    lead: t(`terms:mail.lead.${stageText(stage)}`),
    items: await caseItems(deps, { cases, lang: reader.lang, t }),
    notes: cases.length > mostListed ? [t('terms:mail.more', { count: cases.length - mostListed })] : [],
    why: t('terms:mail.why'),
  })
}

/** Reminders of any number of days have the same words. */
export const stageText = (stage: string): (typeof stageTexts)[number] =>
  stageTexts.find((one) => one === stage) ?? 'before'

const stageTexts = ['before', 'due', 'late', 'silent', 'help', 'undelivered'] as const

/** What is said of each complaint: nothing of what a resident wrote, since mail is no safe place. */
export async function caseItems(
  deps: Deps,
  { cases, lang, t }: { cases: readonly ListedCase[]; lang: Lang; t: Translate },
): Promise<LetterItem[]> {
  const items: LetterItem[] = []
  for (const one of cases.slice(0, mostListed)) {
    const directory = await directoryOf(deps, one.cityId)
    const category = directory.categoryById.get(one.categoryId ?? 0)
    const office = directory.officeById.get(one.officeId ?? 0)
    const name = category ? nameIn(category.names, lang) : t('desk:noCategory')
    items.push({
      title: `${formatNumber(one.number)} · ${name}`,
      href: deps.config.publicUrl + deskPaths.show(one.number),
      lines: [
        one.dueOn === null ? '' : t('terms:mail.due', { day: formatDay(one.dueOn, lang) }),
        office ? nameIn(office.short, lang) : '',
      ].filter(Boolean),
      quote: null,
    })
  }
  return items
}

type StaffLetter = {
  id: string
  subject: string
  lead: string
  items: LetterItem[]
  notes: string[]
  why: string
  /** Where these mails are given up; those about terms cannot be. */
  stopHref?: string | null
}

/** A mail to one person of the staff. An address that is refused for good is written to the log without it. */
export async function sendToStaff(deps: Deps, reader: StaffReader, letter: StaffLetter): Promise<void> {
  const t = deps.texts.in(reader.lang)
  const { id, stopHref = null, ...words } = letter
  const printed = printLetter(
    mailRenderer(deps.config),
    {
      ...words,
      lang: reader.lang,
      site: t('common:page.site'),
      code: null,
      actions: [],
      links: [
        { label: t('terms:mail.choose'), href: deps.config.publicUrl + deskPaths.notices() },
        ...(stopHref === null ? [] : [{ label: t('terms:digest.stop'), href: stopHref }]),
      ],
    },
    t,
  )
  try {
    const unsubscribe = stopHref === null ? {} : { unsubscribe: stopHref }
    await deps.mail.send({ to: reader.email, ...printed, id, ...unsubscribe })
  } catch (error) {
    if (!(error instanceof MailNotSent) || error.refusal === null) throw error
    deps.log.warn({ staffId: reader.id, refusal: error.refusal }, 'a mail to staff was refused')
  }
}
