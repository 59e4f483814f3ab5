import type { DistrictMap } from '../../../platform/charts/district-map.ts'
import type { Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type {
  Alert,
  Option,
  SummaryError,
  SummaryRow,
  Table,
  Tag,
  TimelineEntry,
} from '../../../platform/http/parts.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'
import type { Around } from '../around.ts'
import { workDeskPaths, workPaths } from '../paths.ts'
import { photoView } from '../photos.ts'
import { entryOf, factsOf, textsOf } from '../public/show-page.ts'
import type { Fault } from '../reading/raw-work.ts'
import { mayPhotograph, mostPhotos, photoRoles, stateOf, type WorkAct, workKinds } from '../rules.ts'
import { sketchOfOne } from '../sketch.ts'
import { periodText, stateTag, streetText, titleOf, warningOf } from '../view.ts'
import type { Work } from '../work.ts'
import type { Desk } from './access.ts'
import { actsOf, datesOf, type EditActs, type EditInput, type Field, may, sentenceOf } from './edit-acts.ts'
import { streetRowsShown, typedOf } from './forms.ts'

type Choice = { name: string; label: string; value: string; error: string; options: Option[] }

export type EditModel = PageModel & {
  alerts: Alert[]
  errors: SummaryError[]
  tag: Tag | null
  period: string | null
  /** What somebody else has saved meanwhile beside what was typed. */
  versions: Table | null
  form: {
    action: string
    version: string
    /** Dates of a published work are moved, not edited. */
    withDates: boolean
    selects: Choice[]
    district: Choice
    dates: Field[]
    titles: Field[]
    texts: { legend: string; fields: Field[] }[]
    details: Field[]
    streets: { street: Field; houses: Field }[]
    streetNames: string[]
    shape: Field
    draw: { shapes: string; bounds: string }
    button: string
  }
  /** Instead of the form, for whom there is nothing to change. */
  facts: SummaryRow[] | null
  map: DistrictMap | null
  acts: EditActs
  photos: {
    items: { src: string; alt: string; role: string; width: number; height: number; remove: string }[]
    /** Null: nobody adds any now. */
    add: { action: string; roles: Option[]; role: string; error: string; hint: string } | null
  }
  publicHref: string | null
  history: TimelineEntry[]
}

export const editPage = definePage<EditModel>('works/desk-edit', { layout: 'staff' })

export function editModel(desk: Desk, input: EditInput): EditModel {
  const { around } = desk
  const { work, back } = input
  const { city, lang, t } = around
  const state = work === null ? 'draft' : stateOf(work, around.now)
  const isPublic = work !== null && work.publishedAt !== null
  const title = work === null ? t('works:edit.new') : titleOf(work, lang).text
  return {
    page: {
      title,
      crumbs: [
        {
          href: workDeskPaths.list(city.slug),
          label: t('works:desk.title', { city: nameIn(city.names, lang) }),
        },
      ],
      noindex: true,
    },
    alerts: alertsOf(input, around),
    errors: [
      ...(back?.faults ?? []).map((fault) => ({
        href: `#${anchorOf(fault, back?.act)}`,
        text: sentenceOf(fault, around),
      })),
      ...(input.refusedPhotos === undefined ? [] : [{ href: '#photo-files', text: input.refusedPhotos.why }]),
    ],
    tag: work === null ? null : stateTag(work, around),
    period: work === null ? null : periodText(work, around),
    versions: back?.conflict === true && work !== null ? versionsOf(work, back.typed, around) : null,
    form: formOf(desk, input, {
      withDates: !isPublic,
      button: work === null ? t('works:edit.create') : t('works:edit.save'),
    }),
    facts: work === null || may(desk, work, 'change') ? null : wholeFacts(work, around),
    map:
      work?.shape == null
        ? null
        : sketchOfOne(
            { shape: work.shape, text: '', href: workDeskPaths.work(city.slug, work.id), label: title },
            t('works:map.one'),
            around,
          ),
    acts: actsOf(desk, input),
    photos: photosOf(desk, input),
    publicHref: isPublic ? workPaths.show(lang, city.slug, work.id) : null,
    history: input.events.map((event) => ({
      ...entryOf(event, { allDay: work?.allDay ?? state === 'draft' }, around),
      by: event.staffName,
    })),
  }
}

function photosOf({ around, staff }: Desk, { work, refusedPhotos }: EditInput): EditModel['photos'] {
  if (work === null) return { items: [], add: null }
  const { city, t } = around
  const { id, cityId, officeId } = work
  const state = stateOf(work, around.now)
  const items = work.photos.map((photo) => {
    const src = workDeskPaths.photo(city.slug, id, photo.id, 'small')
    const { alt, width, height } = photoView(work, photo, { around, src, href: src })
    return {
      ...{ src, alt, width, height, role: t(`works:photo.role.${photo.role}`) },
      remove: workDeskPaths.removePhoto(city.slug, id, photo.id),
    }
  })
  const isOpen = mayPhotograph(staff.roles, { cityId, officeId, state })
  return {
    items,
    add: isOpen
      ? {
          action: workDeskPaths.photos(city.slug, id),
          roles: photoRoles.map((role) => ({ value: role, label: t(`works:photo.role.${role}`) })),
          role: refusedPhotos?.role || (state === 'done' ? 'after' : 'before'),
          error: refusedPhotos?.why ?? '',
          hint: t('works:photo.hint', { max: mostPhotos }),
        }
      : null,
  }
}

/** All that the page for everybody says, as one list. */
const wholeFacts = (work: Work, around: Around): SummaryRow[] => [
  { label: around.t('works:field.kind'), value: around.t(`works:kind.${work.kind}`) },
  ...(work.streets.length === 0
    ? []
    : [
        {
          label: around.t('works:field.streets'),
          value: work.streets.map((part) => streetText(part, around)).join('\n'),
        },
      ]),
  ...textsOf(work, around).map(({ label, text }) => ({ label, value: text })),
  ...factsOf(work, around),
]

/** Fields of acts have ids of their own: several forms stand on the page. */
const anchorOf = ({ field }: Fault, act: WorkAct | 'save' | undefined) =>
  act === undefined || act === 'save' ? field : `${act}-${field}`

function alertsOf({ work, back, done }: EditInput, around: Around): Alert[] {
  const { t } = around
  const warning = work === null ? null : warningOf(work, around)
  return [
    ...(back?.conflict === true
      ? [{ tone: 'warning' as const, title: t('works:edit.conflictTitle'), text: t('works:edit.conflict') }]
      : []),
    ...(done ? [{ tone: 'success' as const, text: done }] : []),
    ...(warning === null ? [] : [{ tone: 'warning' as const, text: warning }]),
  ]
}

/** Fields in which what was saved differs from what was typed. */
function versionsOf(work: Work, typed: Typed, around: Around): Table {
  const { t } = around
  const saved = typedOf(work, around)
  const names = Object.keys(saved).filter((name) => name in typed && typed[name] !== saved[name])
  return {
    caption: t('works:edit.versions'),
    columns: [
      { label: t('works:edit.field') },
      { label: t('works:edit.saved') },
      { label: t('works:edit.yours') },
    ],
    rows: names.map((name) => [name, saved[name] ?? '', typed[name] ?? '']),
  }
}

type FormLook = { withDates: boolean; button: string }

function formOf(desk: Desk, { work, back, streetNames }: EditInput, look: FormLook): EditModel['form'] {
  const { around, scope } = desk
  const { city, lang, t, directory } = around
  const isBack = back?.act === 'save'
  const typed = isBack ? back.typed : work === null ? {} : typedOf(work, around)
  const errorOf = (name: string) => {
    const fault = isBack ? back.faults.find(({ field }) => field === name) : undefined
    return fault === undefined ? '' : sentenceOf(fault, around)
  }
  const field = (name: string, label: string, more: Partial<Field> = {}): Field => ({
    ...{ name, label, value: typed[name] ?? '', error: errorOf(name) },
    ...more,
  })
  const select = (name: 'kind' | 'office' | 'district', options: Option[]) => ({
    ...{ name, label: t(`works:field.${name}`), options },
    ...{ value: typed[name] ?? '', error: errorOf(name) },
  })
  const choose: Option = { value: '', label: t('works:edit.choose') }
  const inThree = (name: 'title' | 'why' | 'place' | 'detour', type: string) =>
    langs.map((one) =>
      field(`${name}${one.charAt(0).toUpperCase()}${one.slice(1)}`, t(`works:edit.in.${one}`), {
        lang: one,
        type,
      }),
    )
  const offices = directory.offices.filter(
    ({ id }) => scope.ownOfficeIds.includes(id) || id === work?.officeId,
  )
  const { bounds } = city.profile
  return {
    ...look,
    action: work === null ? workDeskPaths.fresh(city.slug) : workDeskPaths.work(city.slug, work.id),
    version: String(work?.version ?? 0),
    selects: [
      select('kind', [choose, ...workKinds.map((value) => ({ value, label: t(`works:kind.${value}`) }))]),
      select('office', [
        ...(offices.length === 1 ? [] : [choose]),
        ...offices.map(({ code, short }) => ({ value: code, label: nameIn(short, lang) })),
      ]),
    ],
    district: select('district', [
      { value: '', label: t('works:edit.noDistrict') },
      ...city.areas.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
    ]),
    dates: datesOf(field, around),
    titles: inThree('title', 'text'),
    texts: (['why', 'place', 'detour'] as const).map((name) => ({
      legend: t(`works:field.${name}`),
      fields: inThree(name, 'textarea'),
    })),
    details: [
      field('contractor', t('works:field.contractor')),
      field('sum', t('works:field.sum'), { hint: t('works:edit.sumHint') }),
      field('contractUrl', t('works:field.contractUrl'), { type: 'url' }),
      field('officePhone', t('works:field.officePhone'), { type: 'tel', hint: t('works:edit.phoneHint') }),
    ],
    streets: Array.from({ length: streetRowsShown(typed) }, (_, index) => ({
      street: field(`street${index}`, t('works:edit.street', { number: index + 1 })),
      houses: field(`houses${index}`, t('works:edit.houses', { number: index + 1 })),
    })),
    streetNames: [...streetNames],
    shape: field('shape', t('works:edit.shape'), { type: 'textarea', hint: t('works:edit.shapeHint') }),
    draw: {
      shapes: complaintPaths.shapes(lang, city.slug),
      bounds: [bounds.west, bounds.south, bounds.east, bounds.north].join(','),
    },
  }
}
