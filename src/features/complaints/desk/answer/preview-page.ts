import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Alert, Photo, TimelineEntry } from '../../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../../platform/i18n/texts.ts'
import { complaintMail, type MailModel } from '../../notify/mails.ts'
import type { Notice } from '../../notify/queries.ts'
import { formatNumber } from '../../number.ts'
import { deskPaths } from '../../paths.ts'
import type { Reading } from '../../public/reading.ts'
import { answersOf, type OfficialAnswer } from '../../public/show/answers.ts'
import type { AnswerRow, ComplaintRow, EntryRow } from '../../public/show/queries.ts'
import { timelineOf } from '../../public/show/timeline.ts'
import { isOpen, type Status } from '../../rules.ts'
import type { CaseFacts } from '../complaint-facts.ts'
import { type PreviewedAct, previewedActs } from '../forms.ts'
import { isTransferAsked } from '../possible-acts.ts'
import type { KeptDraft } from './draft.ts'
import { draftPhotos } from './draft-photos.ts'
import { eventOf } from './event-of.ts'
import { warningsOf } from './warnings.ts'

export type PreviewModel = PageModel & {
  lang: Lang
  /** What everybody will see; null where only staff and the resident read. */
  answer: (OfficialAnswer & { reportHref: null }) | null
  entries: TimelineEntry[]
  photos: Photo[]
  publicNote: Alert | null
  mail: MailModel | null
  mailNote: Alert | null
  warnings: string[]
  sendAction: string
  hidden: { name: string; value: string }[]
  button: string
  danger: boolean
  backHref: string
}

export const previewPage = definePage<PreviewModel>('desk/preview', { layout: 'staff' })

/** What the kept words would become: the very boxes of the public page and the very mail. Null when nothing fits. */
export function previewModel(
  facts: CaseFacts,
  draft: KeptDraft,
  { replyTexts, publicUrl }: { replyTexts: (lang: Lang) => Translate; publicUrl: string },
): PreviewModel | null {
  const act = previewedActs.find((one) => one === draft.act)
  if (act === undefined) return null
  const { row, city, t } = facts
  const lang = replyLangOf(row.reply_lang)
  const reading = readingIn(facts, { lang, t: replyTexts(lang), origin: publicUrl })
  const event = eventOf(facts, act, draft)
  if (event === null) return null
  const entry = {
    ...event,
    seq: row.version + 1,
    actor: 'staff',
    officeId: row.office_id,
  } as unknown as EntryRow
  const isPublic = row.visibility === 'public' && row.publication === 'published'
  const notice = noticeOf(facts, event)
  return {
    page: {
      title: t('desk:preview.title'),
      crumbs: [
        { href: deskPaths.inbox(), label: t('desk:inbox.title') },
        { href: deskPaths.show(row.number), label: formatNumber(row.number) },
      ],
      noindex: true,
      scripts: ['inbox.js'],
    },
    lang,
    answer: answerIn(facts, act, draft, reading),
    entries: timelineOf([entry], reading, { textLang: row.text_lang, photoOf: () => null }),
    photos: act === 'answer' ? draftPhotos(draft, t) : [],
    publicNote: isPublic ? null : { text: t('desk:preview.notPublic'), tone: 'info' },
    mail: complaintMail({
      notice,
      city,
      directory: facts.directory,
      lang,
      t: reading.t,
      publicUrl,
      stopHref: '',
    }),
    mailNote: mailNote(facts, t),
    warnings: warningsOf(facts, act),
    sendAction: deskPaths.act(row.number, act),
    hidden: [
      ...Object.entries(draft.fields).map(([name, value]) => ({ name, value })),
      { name: 'version', value: String(draft.seenVersion) },
      { name: 'withDraft', value: '1' },
    ],
    button: t(
      act === 'forward' && isTransferAsked(facts) ? 'desk:act.forwardAsk.button' : `desk:act.${act}.button`,
    ),
    danger: act === 'refuse',
    backHref: deskPaths.form(row.number, act),
  }
}

const replyLangOf = (lang: string): Lang => (lang === 'kk' || lang === 'en' ? lang : 'ru')

/** The public page as whoever reads the answer in its language finds it. */
function readingIn(facts: CaseFacts, place: Pick<Reading, 'lang' | 't' | 'origin'>): Reading {
  const { city, directory, calendar, now, today } = facts
  return { ...place, city, directory, calendar, now, today, timeZone: city.timeZone }
}

const outcomes = { plan: 'planned', refuse: 'refused' } as const

function answerIn(
  { row, state, staff, now }: CaseFacts,
  act: PreviewedAct,
  { fields }: KeptDraft,
  reading: Reading,
): PreviewModel['answer'] {
  if (act === 'ask' || act === 'forward') return null
  const answer: AnswerRow = {
    no: state.answers.length + 1,
    custodyNo: state.custodies.length,
    officeId: row.office_id ?? 0,
    outcome: act === 'answer' ? (fields['outcome'] === 'explained' ? 'explained' : 'solved') : outcomes[act],
    text: fields['text'] ?? '',
    lang: row.reply_lang,
    ground: act === 'refuse' ? (fields['ground'] as AnswerRow['ground']) : null,
    plannedOn: act === 'plan' ? (fields['plannedOn'] ?? null) : null,
    at: now,
    verdict: null,
    position: staff.position,
  }
  const [box] = answersOf({ answers: [answer] } as unknown as ComplaintRow, reading)
  return box === undefined ? null : { ...box, reportHref: null }
}

/** The mail is made of the same facts; the secret link itself is nothing for the eyes of staff. */
function noticeOf(facts: CaseFacts, event: Notice['event']): Notice {
  const { row, state } = facts
  return {
    complaintId: row.id,
    number: row.number,
    cityId: row.city_id,
    seq: row.version + 1,
    event,
    text: row.text,
    textLang: row.text_lang,
    replyLang: row.reply_lang,
    address: row.address,
    landmark: row.landmark,
    categoryId: row.category_id,
    officeId: row.office_id,
    dueOn: state.custodies.at(-1)?.dueOn ?? null,
    publication: row.publication,
    shown: row.visibility === 'public' && row.publication === 'published',
    email: null,
    secretToken: row.contacts.includes('link') ? '…' : null,
    mainNumber: null,
  }
}

function mailNote({ row }: CaseFacts, t: Translate): Alert | null {
  if (row.mail_refusal !== null) return { text: t('desk:preview.mailRefused'), tone: 'warning' }
  if (row.contacts.includes('email')) return null
  const how = row.contacts.includes('phone') ? 'desk:preview.phoneOnly' : 'desk:preview.linkOnly'
  return { text: t(how), tone: isOpen(row.status as Status) ? 'info' : 'warning' }
}
