import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, SummaryError } from '../../../platform/http/parts.ts'
import { nameIn, tilesOf } from '../../city/index.ts'
import { type PointMap, pointMap } from '../../complaints/index.ts'
import { typedOf } from '../form-fields.ts'
import { type Done, settingsPaths } from '../paths.ts'
import type { ChangeRow, PlannedRow } from '../queries.ts'
import { type Around, type Danger, type Doc, type FormKind, isSingle, type ListKind } from '../thing.ts'
import { thingOf } from '../things/index.ts'
import { type LookDoc, logoWords } from '../things/look.ts'
import {
  type ChangeView,
  changeView,
  type DifferenceView,
  differenceViews,
  type PlannedView,
  plannedView,
} from './change-views.ts'
import { crumbsOf } from './crumbs.ts'
import { type FieldView, fieldId, fieldView, type GroupView, groupViews } from './field-views.ts'
import { type Palette, paletteOf } from './palette.ts'

export type ThingModel = PageModel & {
  intro: string
  done: Alert | null
  message: Alert | null
  errors: SummaryError[]
  /** What somebody else saved meanwhile, against what was typed. */
  conflict: DifferenceView[]
  action: string
  version: string
  keyFields: FieldView[]
  groups: GroupView[]
  /** To choose the point of the field with this name. */
  map: (PointMap & { field: string }) | null
  takesEffect: FieldView | null
  danger: { sentences: string[]; label: string; error: string | null } | null
  facts: string[]
  links: Link[]
  remove: { action: string; label: string; error: string | null } | null
  palette: Palette | null
  logo: LogoView | null
  tile: { src: string; text: string } | null
  changes: ChangeView[]
  historyHref: string | null
  planned: PlannedView[]
}

export const thingPage = definePage<ThingModel>('settings/thing', { layout: 'staff' })

export type ThingInput = {
  around: Around
  kind: FormKind
  /** Null: a new one. */
  key: string | null
  doc: Doc | null
  version: number
  changes: ChangeRow[]
  planned: PlannedRow[]
  /** Complaints that somebody still owes an answer to; null where the kind has none. */
  open: number | null
  done?: Done | null
  /** Why a picture was not taken; a ready sentence. */
  logoError?: string
  /** The form as it came back. */
  back?: {
    typed: Typed
    errors: FieldErrors
    dangers?: readonly Danger[]
    isConflict?: boolean
    removeError?: boolean
    /** What was typed, as far as it makes a document. */
    after?: Doc | null
  }
}

export function thingModel(input: ThingInput): ThingModel {
  const { around, kind, key, doc, changes, planned, open, back, done = null } = input
  const { city, lang, t } = around
  const thing = thingOf(kind)
  const typed = back?.typed ?? { ...typedOf(thing.groups, doc ?? thing.blank()) }
  const errors = back?.errors ?? {}
  const filling = { around, typed, errors }
  const title = key === null ? t(`settings:fresh.${kind as ListKind}`) : thing.title(key, doc, around)
  const confirmLabel = t('settings:confirm', { city: nameIn(city.names, lang) })
  const dangers = back?.dangers ?? []
  return {
    page: {
      ...{ title, crumbs: crumbsOf(around, kind), noindex: true },
      scripts: kind === 'look' ? ['palette.js'] : [],
    },
    intro: t(`settings:intro.${kind}`),
    done:
      done === null ? null : { text: t(`settings:done.${done}`), tone: done === 'same' ? 'info' : 'success' },
    message: messageOf(input),
    errors: summaryOf(input),
    conflict:
      back?.isConflict && back.after !== undefined ? differenceViews(kind, doc, back.after, around) : [],
    action: key === null ? freshAction(city.slug, kind) : settingsPaths.thing(city.slug, kind, key),
    version: String(input.version),
    keyFields:
      key === null ? (thing.key?.fields ?? []).map((field) => fieldView(field, field.path, filling)) : [],
    groups: groupViews(thing.groups, filling),
    map: kind === 'office' ? { ...pointMap(city, lang, null), field: 'point' } : null,
    takesEffect: thing.plannable ? fieldView(takesEffectField, 'takesEffectOn', filling) : null,
    danger:
      dangers.length === 0
        ? null
        : {
            sentences: dangers.map((danger) => t(`settings:danger.${danger}`)),
            label: confirmLabel,
            error: errors['confirm'] === undefined ? null : t(errors['confirm']),
          },
    facts: open === null || open === 0 ? [] : [t('settings:openComplaints', { count: open })],
    links: linksOf(input),
    remove:
      key === null || isSingle(kind)
        ? null
        : {
            action: settingsPaths.remove(city.slug, kind, key),
            label: confirmLabel,
            error: back?.removeError ? t('settings:error.confirm') : null,
          },
    palette: kind === 'look' ? paletteOf(typed['brandColour'] ?? '', t) : null,
    logo: kind === 'look' ? logoView(input) : null,
    tile: kind === 'map' ? tileOf(around) : null,
    changes: changes.slice(0, 5).map((row) => changeView(row, around)),
    historyHref: key === null ? null : settingsPaths.history(city.slug, { kind, key }),
    planned: planned
      .filter((row) => row.kind === kind && row.key === key)
      .map((row) => plannedView(row, around)),
  }
}

export type LogoView = {
  action: string
  version: string
  picture: { src: string; width: number; height: number; facts: string } | null
  error: string | null
}

function logoView({ around, doc, version, logoError }: ThingInput): LogoView {
  const { city, t, lang } = around
  const logo = (doc as LookDoc | null)?.logo ?? null
  return {
    action: settingsPaths.logo(city.slug),
    version: String(version),
    picture:
      logo === null
        ? null
        : {
            src: `data:image/png;base64,${logo.png}`,
            ...{ width: logo.width, height: logo.height },
            facts: logoWords(logo, { t, lang }),
          },
    error: logoError ?? null,
  }
}

/** One tile of the middle of the city: where nothing is seen residents see nothing either. */
function tileOf({ city, t }: Around): ThingModel['tile'] {
  const tiles = tilesOf(city)
  if (tiles === null) return null
  const { lat, lon } = city.profile.centre
  const count = 2 ** tileZoom
  const [x, y] = [
    ((lon + 180) / 360) * count,
    ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * count,
  ]
  const values: Record<string, number> = { z: tileZoom, x: Math.floor(x), y: Math.floor(y) }
  return {
    src: tiles.url.replace(/\{(z|x|y)\}/g, (_whole, name: string) => String(values[name])),
    text: t('settings:map.tileAlt'),
  }
}

const tileZoom = 12

export const takesEffectField = {
  path: 'takesEffectOn',
  control: 'day',
  label: 'settings:field.takesEffectOn',
  hint: 'settings:hint.takesEffectOn',
} as const

const freshAction = (slug: string, kind: FormKind): string =>
  isSingle(kind) ? settingsPaths.thing(slug, kind, '') : settingsPaths.fresh(slug, kind)

function messageOf({ around: { t }, back }: ThingInput): Alert | null {
  if (back?.isConflict) return { text: t('settings:conflict'), tone: 'warning' }
  const whole = back?.errors['form']
  return whole === undefined ? null : { text: t(whole), tone: 'danger' }
}

function summaryOf({ around: { t }, back }: ThingInput): SummaryError[] {
  const fields = Object.entries(back?.errors ?? {}).filter(([name]) => name !== 'form')
  const errors = fields.flatMap(([name, key]) =>
    key === undefined ? [] : [{ href: `#${fieldId(name)}`, text: t(key) }],
  )
  return back?.removeError
    ? [...errors, { href: '#remove-confirm', text: t('settings:error.confirm') }]
    : errors
}

function linksOf({ around: { city, t }, kind }: ThingInput): Link[] {
  switch (kind) {
    case 'rule':
    case 'category':
      return [
        { href: settingsPaths.tryRouting(city.slug), label: t('settings:thing.tryRouting') },
        { href: settingsPaths.coverage(city.slug), label: t('settings:thing.coverage') },
      ]
    case 'limits':
      return [
        { href: settingsPaths.thing(city.slug, 'terms', ''), label: t('settings:thing.terms') },
        { href: settingsPaths.list(city.slug, 'category'), label: t('limits:norms') },
      ]
    case 'day':
    case 'terms':
      return [
        { href: settingsPaths.tryTerm(city.slug), label: t('settings:thing.tryTerm') },
        { href: settingsPaths.recount(city.slug), label: t('settings:thing.recount') },
      ]
    default:
      return []
  }
}
