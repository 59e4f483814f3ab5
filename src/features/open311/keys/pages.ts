import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Link, Option, SummaryError, Tag } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatMoment, formatNumber } from '../../../platform/time/format.ts'
import { type City, nameIn } from '../../city/index.ts'
import { keyPaths, open311Paths } from '../paths.ts'
import type { KeyRow } from './queries.ts'

/** In the place of a slug: every city of this installation. */
export const allCities = 'all'

const fields = ['name', 'email', 'city', 'perHour', 'perDay'] as const
type Field = (typeof fields)[number]

export type KeysModel = PageModel & {
  notice: Alert | null
  errors: SummaryError[]
  guide: Link | null
  action: string
  typed: Record<Field, string>
  fieldErrors: Record<Field, string | undefined>
  places: Option[]
  keys: {
    id: number
    name: string
    email: string
    prefix: string
    place: string
    quota: string
    made: string
    used: string
    state: Tag
    revokeHref: string | null
  }[]
  empty: EmptyState | null
}

export const keysPage = definePage<KeysModel>('open311/keys', { layout: 'staff' })

export type KeysInput = {
  t: Translate
  lang: Lang
  cities: readonly City[]
  mayAll: boolean
  typed?: Typed
  errors?: FieldErrors
  revoked?: boolean
}

/** What a key gets unless somebody says otherwise: enough for a city's own app, too little to flood anybody. */
const usual: Partial<Record<Field, string>> = { perHour: '60', perDay: '500' }

export function keysModel(rows: readonly KeyRow[], input: KeysInput): KeysModel {
  const { t, lang, cities, mayAll, typed, errors = {}, revoked = false } = input
  const [first] = cities
  const sentence = (field: string) => (errors[field] === undefined ? undefined : t(errors[field]))
  const byField = <Value>(value: (field: Field) => Value) =>
    Object.fromEntries(fields.map((field) => [field, value(field)])) as Record<Field, Value>
  return {
    page: { title: t('open311:keys.title'), noindex: true },
    notice: revoked ? { tone: 'success', text: t('open311:keys.revoked') } : null,
    errors: Object.keys(errors).map((field) => ({ href: `#${field}`, text: sentence(field) ?? '' })),
    guide:
      first === undefined
        ? null
        : { href: open311Paths.guide(lang, first.slug), label: t('open311:guide.title') },
    action: keyPaths.list(),
    typed: byField((field) => typed?.[field] ?? (typed === undefined ? (usual[field] ?? '') : '')),
    fieldErrors: byField(sentence),
    places: [
      ...cities.map(({ slug, names }) => ({ value: slug, label: nameIn(names, lang) })),
      ...(mayAll && cities.length > 1 ? [{ value: allCities, label: t('open311:keys.everyCity') }] : []),
    ],
    keys: rows.map((row) => keyView(row, input)),
    empty:
      rows.length > 0
        ? null
        : { icon: 'key-round', title: t('open311:keys.none'), text: t('open311:keys.noneText') },
  }
}

function keyView(row: KeyRow, { t, lang, cities }: KeysInput): KeysModel['keys'][number] {
  const city = cities.find(({ id }) => id === row.cityId) ?? cities[0]
  const timeZone = city?.timeZone ?? 'UTC'
  const moment = (at: number) => formatMoment(at, lang, timeZone)
  const isGood = row.revokedAt === null
  return {
    ...{ id: row.id, name: row.name, email: row.email, prefix: `${row.prefix}…` },
    place: row.cityId === null || city === undefined ? t('open311:keys.everyCity') : nameIn(city.names, lang),
    quota: t('open311:keys.quotaOf', {
      hour: formatNumber(row.perHour, lang),
      day: formatNumber(row.perDay, lang),
    }),
    made: t('open311:keys.madeBy', { at: moment(row.createdAt), who: row.createdBy }),
    used: row.lastUsedAt === null ? t('open311:keys.never') : moment(row.lastUsedAt),
    state: isGood
      ? { label: t('open311:keys.good'), tone: 'success', icon: 'circle-check' }
      : { label: t('open311:keys.ended', { at: moment(row.revokedAt ?? 0) }), tone: 'neutral', icon: 'lock' },
    revokeHref: isGood ? keyPaths.revoke(row.id) : null,
  }
}

export type MadeModel = PageModel & { name: string; secret: string; guide: Link; back: Link }

export const madePage = definePage<MadeModel>('open311/key-made', { layout: 'staff' })

export function madeModel({
  t,
  lang,
  name,
  secret,
  guideCity,
}: {
  t: Translate
  lang: Lang
  name: string
  secret: string
  /** Slug of a city whose guide is shown. */
  guideCity: string
}): MadeModel {
  return {
    page: {
      title: t('open311:made.title'),
      noindex: true,
      crumbs: [{ href: keyPaths.list(), label: t('open311:keys.title') }],
    },
    ...{ name, secret },
    guide: { href: open311Paths.guide(lang, guideCity), label: t('open311:guide.title') },
    back: { href: keyPaths.list(), label: t('open311:made.back') },
  }
}
