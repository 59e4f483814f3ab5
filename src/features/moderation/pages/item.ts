import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import type { City } from '../../city/index.ts'
import {
  complaintPaths,
  deskPaths,
  formatNumber,
  type HideGround,
  holdReasonsIn,
  publicText,
} from '../../complaints/index.ts'
import { type ModerationAct, moderationPaths } from '../paths.ts'
import type { ItemRow } from '../queries.ts'
import { groundOptions } from './report.ts'

/** One thing that a moderator decides about. */
type PartView = {
  part: string
  anchor: string
  title: string
  text: string
  lang: string
  photo: { src: string; alt: string; width: number; height: number; coverHref: string } | null
  state: string | null
  reports: { ground: string; text: string; lang: string; at: string }[]
  /** Hide this part, or show it again. */
  act: 'conceal' | 'reveal' | null
  typed: Typed
  errors: Record<string, string>
}

export type ItemModel = PageModel & {
  number: string
  version: string
  done: string | null
  message: Alert | null
  errors: SummaryError[]
  links: Link[]
  state: string
  original: { text: string; lang: string }
  place: string
  publish: { action: string; visible: string; hint: string; error: string; button: string } | null
  hide: { action: string; typed: Typed; errors: Record<string, string> } | null
  grounds: Option[]
  parts: PartView[]
  actions: { conceal: string; reveal: string; dismiss: string }
  dismissWhole: { reports: PartView['reports'] } | null
}

export const itemPage = definePage<ItemModel>('moderation/item', { layout: 'staff' })

export type ItemInput = {
  row: ItemRow
  city: City
  t: Translate
  lang: Lang
  done: string | null
  back?: { act: ModerationAct; typed: Typed; errors: FieldErrors }
  conflict?: boolean
}

const acts = ['publish', 'hide', 'conceal', 'reveal', 'dismiss'] as const

export function itemModel(input: ItemInput): ItemModel {
  const { row, city, t, lang, done, back, conflict = false } = input
  const sentences = Object.fromEntries(
    Object.entries(back?.errors ?? {}).map(([field, key]) => [field, key === undefined ? '' : t(key)]),
  )
  const forAct = (act: ModerationAct) => (back?.act === act ? sentences : {})
  const typedFor = (act: ModerationAct): Typed => (back?.act === act ? back.typed : {})
  const said = acts.find((act) => act === done)
  const action = (act: ModerationAct) => moderationPaths.act(row.number, act)
  const number = formatNumber(row.number)
  const isPublic = row.visibility === 'public'
  return {
    page: {
      title: t('moderation:item.title', { number }),
      crumbs: [{ href: moderationPaths.queue(), label: t('moderation:queue.title') }],
      noindex: true,
    },
    number,
    version: String(row.version),
    done: said === undefined ? null : t(`moderation:done.${said}`),
    message: conflict ? { text: t('moderation:item.conflict'), tone: 'warning' } : null,
    errors: Object.entries(sentences).map(([field, text]) => ({ href: `#${anchorOf(back, field)}`, text })),
    links: [
      { href: deskPaths.show(row.number), label: t('moderation:item.case') },
      { href: complaintPaths.show(lang, city.slug, row.number), label: t('moderation:item.publicPage') },
    ],
    state: t(
      isPublic
        ? `moderation:state.${row.publication as 'published' | 'held' | 'hidden'}`
        : 'moderation:state.staff',
    ),
    original: { text: row.text, lang: row.text_lang },
    place: [row.address, row.landmark].filter(Boolean).join('\n'),
    publish: isPublic
      ? {
          action: action('publish'),
          visible: typedFor('publish')['visible'] ?? publicText(row.public_text ?? row.text, t),
          hint: t('moderation:publish.hint', { example: t('complaints:masked.phone') }),
          error: forAct('publish')['visible'] ?? '',
          button: t(
            row.publication === 'published' && !row.words_held
              ? 'moderation:publish.change'
              : 'moderation:publish.button',
          ),
        }
      : null,
    hide:
      isPublic && row.publication !== 'hidden'
        ? { action: action('hide'), typed: filled(typedFor('hide')), errors: filled(forAct('hide')) }
        : null,
    grounds: groundOptions(t),
    parts: partsOf(input, back, sentences),
    actions: { conceal: action('conceal'), reveal: action('reveal'), dismiss: action('dismiss') },
    dismissWhole: wholeReports(input),
  }
}

const filled = (fields: Record<string, string>) => ({
  ground: fields['ground'] ?? '',
  reason: fields['reason'] ?? '',
})

const anchorOf = (back: ItemInput['back'], field: string): string =>
  back?.act === 'publish' || back?.act === 'hide'
    ? `${back.act}-${field}`
    : `${slug(back?.typed['part'] ?? '')}-${field}`

const slug = (part: string): string => part.replaceAll(/[^\w-]/g, '-')

function wholeReports({ row, city, t, lang }: ItemInput): ItemModel['dismissWhole'] {
  const reports = reportsOf(row, 'complaint', { city, t, lang })
  return reports.length === 0 ? null : { reports }
}

function reportsOf(
  { reports }: ItemRow,
  part: string,
  { city, t, lang }: Pick<ItemInput, 'city' | 't' | 'lang'>,
): PartView['reports'] {
  return reports
    .filter((report) => report.part === part)
    .map((report) => ({
      ground: t(`complaints:hideGround.${report.ground as HideGround}`),
      text: report.text,
      lang: report.lang,
      at: formatMoment(report.at, lang, city.timeZone),
    }))
}

function partsOf(input: ItemInput, back: ItemInput['back'], sentences: Record<string, string>): PartView[] {
  const { row, t, city, lang } = input
  const view = (
    part: string,
    more: Pick<PartView, 'title' | 'text' | 'lang'> & Partial<PartView>,
  ): PartView => {
    const isBack = (back?.act === 'conceal' || back?.act === 'reveal') && back.typed['part'] === part
    const isConcealed = row.concealed.includes(part)
    return {
      part,
      anchor: slug(part),
      photo: null,
      state: isConcealed ? t('moderation:state.concealed') : null,
      reports: reportsOf(row, part, input),
      act: isConcealed ? 'reveal' : 'conceal',
      typed: filled(isBack ? back.typed : {}),
      errors: filled(isBack ? sentences : {}),
      ...more,
    }
  }
  const day = (at: number) => formatMoment(at, lang, city.timeZone)
  return [
    ...row.photos.map((photo, index) => {
      const covered = photo.covered ? t('moderation:state.covered') : null
      return view(`photo:${photo.id}`, {
        title: t('moderation:item.photo', { n: index + 1 }),
        text: '',
        lang,
        state: photo.shown ? covered : t('moderation:state.concealed'),
        photo: {
          src: deskPaths.photo(photo.id, 'small'),
          alt: t('moderation:item.photo', { n: index + 1 }),
          width: photo.small_width,
          height: photo.small_height,
          coverHref: deskPaths.cover(row.number, photo.id),
        },
      })
    }),
    ...row.entries.map(({ seq, at, text, held }) => {
      const reasons = holdReasonsIn(held, t)
      return view(`entry:${seq}`, {
        title: t('moderation:item.entry', { at: day(at) }),
        text,
        lang: row.text_lang,
        ...(reasons.length > 0 && !row.concealed.includes(`entry:${seq}`)
          ? { state: reasons.join('; ') }
          : {}),
      })
    }),
    ...row.answers.map(({ no, text, lang: answerLang, at }) =>
      view(`answer:${no}`, { title: t('moderation:item.answer', { at: day(at) }), text, lang: answerLang }),
    ),
  ]
}
