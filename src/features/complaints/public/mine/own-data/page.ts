import type { BadForm } from '../../../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError, SummaryRow } from '../../../../../platform/http/parts.ts'
import { endonyms } from '../../../../../platform/i18n/texts.ts'
import { formatDay } from '../../../../../platform/time/format.ts'
import { consentVersions } from '../../../consent.ts'
import { replyLangs } from '../../../filing/forms.ts'
import { formatNumber } from '../../../number.ts'
import { complaintPaths } from '../../../paths.ts'
import { storedAreas } from '../../../photo-cover/areas.ts'
import { erasedMark } from '../../../public-text.ts'
import type { Reading } from '../../reading.ts'
import type { OwnData } from './queries.ts'

export const dataActs = ['correct', 'private', 'forget', 'erase'] as const
export type DataAct = (typeof dataActs)[number]

type SureForm = { action: string; error: string }

/** What is stored about the resident, and what they can do about it. */
export type DataModel = PageModel & {
  back: Link
  message: Alert | null
  errors: SummaryError[]
  rows: SummaryRow[]
  photos: { src: string; alt: string; width: number; height: number; state: string; coverHref: string }[]
  exportHref: string
  correct: {
    action: string
    email: { value: string; error: string; hint: string }
    phone: { value: string; error: string; hint: string }
    replyLang: { value: string; options: Option[]; error: string }
  }
  /** Null when only staff read it anyway. */
  keepPrivate: SureForm | null
  /** Null when there are none. */
  forget: SureForm | null
  erase: SureForm & { goes: string[]; stays: string[]; withdrawHref: string | null }
}

export const dataPage = definePage<DataModel>('complaints/own-data')

export type DataInput = {
  own: OwnData
  token: string
  done: string | null
  back?: { act: DataAct; form: BadForm }
}

const doneNames = ['correct', 'private', 'forget', 'erase', 'photo'] as const

export function dataModel({ own, token, done, back }: DataInput, reading: Reading): DataModel {
  const { t, lang, city } = reading
  const path = (act: DataAct) => complaintPaths.dataAct(lang, city.slug, token, act)
  const sentence = (act: DataAct, field: string) => {
    const key = back?.act === act ? back.form.errors[field] : undefined
    return key === undefined ? '' : t(key)
  }
  const said = doneNames.find((name) => name === done)
  const sure = (act: DataAct): SureForm => ({ action: path(act), error: sentence(act, 'sure') })
  const hasContacts = own.contacts.email !== null || own.contacts.phone !== null
  return {
    page: { title: t('public:data.title'), crumbs: [], noindex: true },
    back: { href: complaintPaths.mine(lang, city.slug, token), label: t('public:data.back') },
    message: said === undefined ? null : { text: t(`public:data.done.${said}`), tone: 'success' },
    errors: Object.entries(back?.form.errors ?? {}).map(([field, key]) => ({
      href: `#${field === 'sure' ? `${back?.act}-sure` : field}`,
      text: key === undefined ? '' : t(key),
    })),
    rows: rowsOf(own, reading),
    photos: photosOf(own, token, reading),
    exportHref: complaintPaths.dataZip(lang, city.slug, token),
    correct: {
      action: path('correct'),
      email: {
        ...typedOr(back, 'email'),
        error: sentence('correct', 'email'),
        hint: hintOf(own.contacts.email, t),
      },
      phone: {
        ...typedOr(back, 'phone'),
        error: sentence('correct', 'phone'),
        hint: hintOf(own.contacts.phone, t),
      },
      replyLang: {
        value: back?.form.typed['replyLang'] ?? own.replyLang,
        options: replyLangs.map((code) => ({ value: code, label: endonyms[code] })),
        error: sentence('correct', 'replyLang'),
      },
    },
    keepPrivate: own.visibility === 'staff' ? null : sure('private'),
    forget: hasContacts ? sure('forget') : null,
    erase: {
      ...sure('erase'),
      goes: own.open
        ? [t('public:erased.contacts'), t('public:erased.originals')]
        : (['contacts', 'text', 'place', 'photos', 'words'] as const).map((part) =>
            t(`public:erased.${part}`),
          ),
      stays: (own.open
        ? (['openText', 'case', 'answers'] as const)
        : (['case', 'answers', 'reopening'] as const)
      ).map((part) => t(`public:data.stays.${part}`)),
      withdrawHref: own.open ? complaintPaths.act(lang, city.slug, token, 'withdraw') : null,
    },
  }
}

const typedOr = (back: DataInput['back'], field: string) => ({
  value: back?.act === 'correct' ? (back.form.typed[field] ?? '') : '',
})

/** The link may have come into other hands: a contact is never shown whole. */
const hintOf = (contact: string | null, t: Reading['t']): string =>
  contact === null ? t('public:data.noContact') : t('public:data.contactNow', { contact: shortened(contact) })

function shortened(contact: string): string {
  const [name = '', domain] = contact.split('@')
  if (domain !== undefined) return `${name.slice(0, 1)}…@${domain}`
  return `…${contact.slice(-2)}`
}

function rowsOf(own: OwnData, { t, lang }: Reading): SummaryRow[] {
  const isErased = own.text === erasedMark
  const version = consentVersions.find((one) => one === own.consentVersion)
  const rows: (SummaryRow | null)[] = [
    { label: t('public:show.number'), value: formatNumber(own.number) },
    { label: t('public:show.text'), value: isErased ? t('complaints:masked.erased') : own.text },
    own.address === '' && own.landmark === ''
      ? null
      : { label: t('public:show.place'), value: [own.address, own.landmark].filter(Boolean).join('\n') },
    {
      label: t('public:data.visibility'),
      value: t(own.visibility === 'staff' ? 'public:data.visibleStaff' : 'public:data.visiblePublic'),
    },
    version === undefined
      ? null
      : {
          label: t('public:data.consent'),
          value: t('public:data.consentOf', { day: formatDay(version, lang) }),
        },
  ]
  return rows.filter((row) => row !== null)
}

function photosOf(own: OwnData, token: string, { t, lang, city }: Reading): DataModel['photos'] {
  return own.photos
    .filter(({ role }) => role !== 'after')
    .map((photo, index) => ({
      src: complaintPaths.minePhoto(lang, city.slug, token, photo.id, 'small'),
      alt: t('public:photo.before', { n: index + 1 }),
      width: photo.smallWidth,
      height: photo.smallHeight,
      state: t(`public:data.photo.${stateOf(photo)}`),
      coverHref: complaintPaths.coverMine(lang, city.slug, token, photo.id),
    }))
}

function stateOf({ shown, hiddenBy, areas }: OwnData['photos'][number]) {
  if (!shown) return hiddenBy === 'moderator' ? 'moderator' : 'staff'
  return storedAreas(areas).length > 0 ? 'covered' : 'public'
}
