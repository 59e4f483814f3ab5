import {
  type DistrictMap,
  districtMap,
  type LonLat,
  withNarrowNames,
} from '../../../platform/charts/district-map.ts'
import { drawingOf } from '../../../platform/geo/simplify.ts'
import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Table } from '../../../platform/http/parts.ts'
import { type Area, type AreaShape, type City, nameIn } from '../../city/index.ts'
import { type BoundaryFault, type Wanted, writeBoundaries } from '../boundaries.ts'
import type { Entry } from '../configuration.ts'
import { type Done, settingsPaths } from '../paths.ts'
import type { Around } from '../thing.ts'
import { type AreaDoc, frameOf, type OutlineDoc } from '../things/shapes.ts'
import { crumbsOf } from './crumbs.ts'
import { type FieldView, fieldView } from './field-views.ts'
import { takesEffectField } from './thing-page.ts'

export type BoundariesModel = PageModel & {
  done: Alert | null
  message: Alert | null
  faults: string[]
  map: DistrictMap
  action: string
  links: Link[]
  what: { name: string; value: string; options: { value: string; label: string; hint: string }[] }
  preview: {
    summary: string
    table: Table
    untouched: string | null
    geojson: string
    seen: string
    what: Wanted
    takesEffect: FieldView
    confirm: { label: string; error: string | null }
  } | null
}

export const boundariesPage = definePage<BoundariesModel>('settings/boundaries', { layout: 'staff' })

export type BoundariesInput = {
  around: Around
  what?: Wanted
  done?: Done | null
  /** A ready sentence. */
  refusal?: string
  faults?: readonly BoundaryFault[]
  errors?: FieldErrors
  preview?: { entries: readonly Entry[]; untouched: readonly Area[]; seenChange: number; typed: Typed }
}

const mostFaults = 30

export function boundariesModel(input: BoundariesInput): BoundariesModel {
  const { around, what = 'areas', done = null, refusal, faults = [], preview } = input
  const { city, t } = around
  return {
    page: { title: t('settings:thing.boundaries'), crumbs: crumbsOf(around), noindex: true },
    done: done === null ? null : { text: t(`settings:done.${done}`), tone: 'success' },
    message:
      refusal !== undefined
        ? { text: refusal, tone: 'danger' }
        : faults.length > 0
          ? { text: t('settings:boundaries.refused'), tone: 'danger' }
          : null,
    faults: faults.slice(0, mostFaults).map((one) => faultText(one, around)),
    map: drawn(around, preview?.entries ?? []),
    action: settingsPaths.boundaries(city.slug),
    links: [
      { href: settingsPaths.list(city.slug, 'area'), label: t('settings:thing.area') },
      { href: settingsPaths.history(city.slug), label: t('settings:thing.history') },
    ],
    what: {
      name: 'what',
      value: what,
      options: (['areas', 'outline'] as const).map((value) => ({
        value,
        label: t(`settings:boundaries.${value}`),
        hint: t(`settings:boundaries.${value}Hint`),
      })),
    },
    preview: preview === undefined ? null : previewOf(input, { ...preview, what }),
  }
}

/** `Feature 3 (Medeu): the ring that begins at 76.9, 43.2 does not end there. …` */
function faultText({ feature, label, fault, values }: BoundaryFault, { t }: Around): string {
  const sentence = t(`settings:boundaries.fault.${fault}`, values)
  if (feature === 0) return sentence
  const place = t('settings:boundaries.feature', { n: feature })
  return `${label === '' ? place : `${place} (${label})`}: ${sentence}`
}

function previewOf(
  { around, errors = {} }: BoundariesInput,
  preview: NonNullable<BoundariesInput['preview']> & { what: Wanted },
): BoundariesModel['preview'] {
  const { city, lang, t } = around
  const { entries, untouched, seenChange, typed, what } = preview
  return {
    summary: t('settings:boundaries.summary', { count: entries.length }),
    table: {
      caption: t('settings:boundaries.table'),
      hideCaption: true,
      columns: [
        { label: t('settings:boundaries.what') },
        { label: t('settings:boundaries.act') },
        { label: t('settings:field.shape') },
      ],
      rows: entries.map(({ kind, key, doc }) => {
        const isKnown = kind === 'outline' || city.areas.some(({ code }) => code === key)
        const { shape } = doc as OutlineDoc
        return [
          kind === 'outline'
            ? t('settings:thing.outline')
            : { text: nameIn((doc as AreaDoc).names, lang), note: key },
          t(`settings:boundaries.${isKnown ? 'redrawn' : 'made'}`),
          t('settings:boundaries.positions', { count: positions(shape) }),
        ]
      }),
    },
    untouched:
      what === 'outline' || untouched.length === 0
        ? null
        : t('settings:boundaries.untouched', {
            names: untouched.map(({ names }) => nameIn(names, lang)).join(', '),
          }),
    geojson: writeBoundaries(entries),
    seen: String(seenChange),
    what,
    takesEffect: fieldView(takesEffectField, 'takesEffectOn', { around, typed, errors }),
    confirm: {
      label: t('settings:confirm', { city: nameIn(city.names, lang) }),
      error: errors['confirm'] === undefined ? null : t(errors['confirm']),
    },
  }
}

const ringsOf = (shape: AreaShape): number[][][] =>
  shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()

const positions = (shape: AreaShape): number => ringsOf(shape).reduce((sum, ring) => sum + ring.length, 0)

/** The city as it would be; what is new is filled. */
function drawn({ city, lang, t }: Around, entries: readonly Entry[]): DistrictMap {
  const fresh = new Map(
    entries.flatMap(({ kind, key, doc }) => (kind === 'area' ? [[key, doc as AreaDoc] as const] : [])),
  )
  const outline = (entries.find(({ kind }) => kind === 'outline')?.doc as OutlineDoc | undefined)?.shape
  const shapes: { name: string; shape: AreaShape; level: number | null }[] = [
    { name: '', shape: outline ?? city.profile.outline, level: outline === undefined ? null : 2 },
    ...city.areas.flatMap(({ code, names, shape }) =>
      shape === null || fresh.has(code) ? [] : [{ name: nameIn(names, lang), shape, level: null }],
    ),
    ...[...fresh.values()].flatMap(({ names, shape }) =>
      shape === null ? [] : [{ name: nameIn(names, lang), shape, level: 2 }],
    ),
  ]
  const map = districtMap({
    label: t('settings:boundaries.map', { city: nameIn(city.names, lang) }),
    bounds: outline === undefined ? boundsOfCity(city) : frameOf(outline).bounds,
    districts: shapes.map(({ name, shape, level }) => ({ name, rings: drawnRings(shape), level })),
    marks: [],
  })
  // What is new lies over what stays, and is named before it.
  const named = withNarrowNames({ ...map, shapes: map.shapes.toReversed() })
  return { ...named, shapes: named.shapes.toReversed() }
}

const boundsOfCity = ({ profile }: City) => profile.bounds

const drawnRings = (shape: AreaShape): LonLat[][] =>
  ringsOf(drawingOf(shape)).map((ring) => ring.map(([lon = 0, lat = 0]): LonLat => [lon, lat]))
