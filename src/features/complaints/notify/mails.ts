import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import type { ComplaintEvent } from '../events.ts'
import { formatNumber, parseNumber } from '../number.ts'
import { complaintPaths } from '../paths.ts'
import type { Notice } from './queries.ts'

/** What is worth a mail to the resident; forwarding and a longer term by law (APPC articles 65 and 76). */
const mailed = [
  ...(['filed', 'asked', 'planned', 'answered', 'refused'] as const),
  ...(['transferred', 'extended', 'rescheduled', 'forwarded', 'merged', 'unmerged', 'split_off'] as const),
]
type MailedKind = (typeof mailed)[number]
type MailedEvent = Extract<ComplaintEvent, { kind: MailedKind }>

const isMailed = (event: ComplaintEvent): event is MailedEvent =>
  (mailed as readonly string[]).includes(event.kind)

/** A mail before it is laid out; `views/mails/complaint` prints it. */
export type MailModel = {
  lang: Lang
  subject: string
  site: string
  lead: string
  quote: { label: string; text: string; lang: string }
  facts: { label: string; value: string }[]
  notes: string[]
  action: { label: string; href: string } | null
  why: string
  stop: { label: string; href: string }
}

export type MailInput = {
  notice: Notice
  city: City
  directory: Directory
  lang: Lang
  t: Translate
  publicUrl: string
  /** Where mails about this complaint are ended. */
  stopHref: string
}

/** The mail about an event, or null when it is nothing to write about. */
export function complaintMail(input: MailInput): MailModel | null {
  const { notice, city, lang, t } = input
  const { event } = notice
  if (!isMailed(event)) return null
  const number = formatNumber(notice.number)
  return {
    lang,
    subject: t(`notify:subject.${event.kind}`, { number }),
    site: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
    lead: leadOf(input, event, number),
    quote: quoteOf(input, event),
    facts: factsOf(input, event, number),
    notes: notesOf(input, event),
    action: actionOf(input, event),
    why: t('notify:why', { number }),
    stop: { label: t('notify:stop'), href: input.stopHref },
  }
}

/** The same as plain text: what some people read and every spam filter asks for. */
export function plainText({ lead, quote, facts, notes, action, why, site, stop }: MailModel): string {
  const blocks = [
    lead,
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    `${quote.label}:\n${quote.text}`,
    ...notes,
    action === null ? '' : `${action.label}:\n${action.href}`,
    `-- \n${site}\n${why}\n${stop.label}: ${stop.href}`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function leadOf({ t, lang, directory }: MailInput, event: MailedEvent, number: string): string {
  switch (event.kind) {
    case 'filed':
      return t('notify:lead.filed', { number })
    case 'asked':
    case 'answered':
      return t(`notify:lead.${event.kind}`)
    case 'planned':
      return t('notify:lead.planned', { day: formatDay(event.payload.plannedOn, lang) })
    case 'refused':
      return t('notify:lead.refused', { ground: t(`complaints:ground.${event.payload.ground}`) })
    case 'transferred': {
      const office = officeName({ directory, lang }, event.payload.toOfficeId)
      return t('notify:lead.transferred', { office, day: formatDay(event.payload.dueOn, lang) })
    }
    case 'extended':
      return t('notify:lead.extended', { day: formatDay(event.payload.dueOn, lang) })
    case 'rescheduled':
      return t('notify:lead.rescheduled', { day: formatDay(event.payload.dueOn, lang) })
    case 'forwarded':
      return t('notify:lead.forwarded', { to: event.payload.to })
    case 'merged':
      return t('notify:lead.merged', { number: numberOf(event.payload.intoNumber) })
    case 'unmerged':
      return t('notify:lead.unmerged')
    case 'split_off':
      return t('notify:lead.split_off', { number: formatNumber(event.payload.number) })
  }
}

function quoteOf({ t, notice }: MailInput, event: MailedEvent): MailModel['quote'] {
  const label = t(`notify:quote.${event.kind}`)
  if (event.kind === 'filed' || event.kind === 'merged')
    return { label, text: notice.text, lang: notice.textLang }
  if ('text' in event.payload) return { label, text: event.payload.text, lang: event.payload.lang }
  return { label, text: event.payload.reason, lang: notice.replyLang }
}

function factsOf(
  { t, lang, notice, directory }: MailInput,
  event: MailedEvent,
  number: string,
): MailModel['facts'] {
  const facts = [{ label: t('notify:fact.number'), value: number }]
  const add = (label: string, value: string) => {
    if (value !== '') facts.push({ label, value })
  }
  const category = notice.categoryId === null ? undefined : directory.categoryById.get(notice.categoryId)
  add(t('notify:fact.category'), category ? nameIn(category.names, lang) : '')
  add(t('notify:fact.place'), [notice.address, notice.landmark].filter(Boolean).join(', '))
  if (event.kind === 'answered')
    add(t('notify:fact.outcome'), t(`complaints:outcome.${event.payload.outcome}`))
  if (event.kind !== 'forwarded' && notice.officeId !== null) {
    add(t('notify:fact.office'), officeName({ directory, lang }, notice.officeId))
  }
  if (event.kind === 'filed' && notice.dueOn !== null) {
    add(t('notify:fact.due'), formatDay(notice.dueOn, lang))
  }
  return facts
}

function notesOf({ t, notice, city }: MailInput, event: MailedEvent): string[] {
  const notes: string[] = []
  if (event.kind === 'filed' && notice.publication === 'held') notes.push(t('notify:after.held'))
  // Whoever is merged into another can neither confirm nor reopen.
  if ((event.kind === 'answered' || event.kind === 'refused') && notice.mainNumber === null) {
    notes.push(t(`notify:after.${event.kind}`, { count: city.reopenDays }))
  }
  if (notice.mainNumber !== null) notes.push(t('notify:ofMain', { number: formatNumber(notice.mainNumber) }))
  if (notice.secretToken !== null) notes.push(t('notify:secret'))
  return notes
}

/** The secret link; a complaint that came without one leads to its public page, if it has any. */
function actionOf({ t, lang, notice, city, publicUrl }: MailInput, event: MailedEvent): MailModel['action'] {
  const label = t(`notify:action.${notice.mainNumber === null ? event.kind : 'filed'}`)
  if (notice.secretToken !== null) {
    return { label, href: publicUrl + complaintPaths.mine(lang, city.slug, notice.secretToken) }
  }
  return notice.shown
    ? {
        label: t('notify:action.filed'),
        href: publicUrl + complaintPaths.show(lang, city.slug, notice.number),
      }
    : null
}

/** Imports may name the main complaint in the way of another system. */
const numberOf = (typed: string): string => (parseNumber(typed).ok ? formatNumber(typed) : typed)

function officeName({ directory, lang }: Pick<MailInput, 'directory' | 'lang'>, id: number): string {
  const office = directory.officeById.get(id)
  return office ? nameIn(office.names, lang) : ''
}
