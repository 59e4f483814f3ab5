import { Temporal } from 'temporal-polyfill'
import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError } from '../../../platform/http/parts.ts'
import { endonyms, type Lang, langs } from '../../../platform/i18n/texts.ts'
import type { City } from '../../city/index.ts'
import { formatNumber, type PointMap, pointMap } from '../../complaints/index.ts'
import { eventDeskPaths } from '../paths.ts'
import { kinds, mostOrganisers, organiserKinds } from '../rules.ts'
import { wordsIn } from '../translated.ts'
import { kindName } from '../words.ts'
import { langField, textNames } from './forms.ts'
import { cityOfRow, type DeskReading, errorLines } from './pages.ts'
import type { DeskEvent } from './queries.ts'

export type EditField = { name: string; value: string; error: string }

/** One text in three languages. */
export type TextGroup = {
  name: string
  legend: string
  hint: string
  rows: number
  fields: (EditField & { label: string; lang: Lang })[]
}

export type EditModel = PageModel & {
  /** Null: the way back to the list stands above. */
  back: Link | null
  action: string
  /** Makes a form of a new one that is sent twice one. */
  key: string
  version: string
  message: Alert | null
  errors: SummaryError[]
  /** Where it belongs; only of a new one. */
  home: (EditField & { options: Option[] }) | null
  kind: EditField & { options: Option[] }
  titles: TextGroup
  texts: TextGroup[]
  places: TextGroup[]
  fields: Record<
    | 'point'
    | 'day'
    | 'from'
    | 'till'
    | 'endDay'
    | 'streamUrl'
    | 'signUpDay'
    | 'signUpTime'
    | 'places'
    | 'groupMost'
    | 'complaints',
    EditField
  >
  /** Null: which city the event belongs to is not known yet. */
  map: PointMap | null
  languages: { name: string; label: string; checked: boolean }[]
  languagesError: string
  signUp: boolean
  organisers: { n: number; kind: EditField & { options: Option[] }; who: EditField; contact: EditField }[]
}

export const editPage = definePage<EditModel>('events/desk/edit', { layout: 'staff' })

export type EditInput = {
  /** Null: a new one. */
  event: DeskEvent | null
  /** Places in which the person may write, for a new one. */
  homes: readonly Option[]
  /** Whose map the form shows; a new one may belong to several. */
  city: City | undefined
  typed?: Typed
  errors?: FieldErrors
  /** Somebody has saved another version meanwhile, or fewer places are asked for than are given. */
  problem?: 'conflict' | 'fewer'
  /** Of a new form. */
  key?: string
}

export function editModel(
  { event, homes, city, typed, errors = {}, problem, key }: EditInput,
  reading: DeskReading,
): EditModel {
  const { t, lang } = reading
  const start = typed ?? (event === null ? blank : typedOf(event, cityOfRow(reading, event.cityId).timeZone))
  const field = (name: string): EditField => ({
    name,
    value: start[name] ?? '',
    error: errors[name] === undefined ? '' : t(errors[name]),
  })
  const group = (name: (typeof textNames)[number], rows: number): TextGroup => ({
    name,
    legend: t(`events:edit.${name}`),
    hint: t(`events:editHint.${name}`),
    rows,
    fields: langs.map((one) => ({ ...field(`${name}${suffix(one)}`), label: endonyms[one], lang: one })),
  })
  const title =
    event === null
      ? t('events:edit.newTitle')
      : t('events:edit.pageTitle', { title: wordsIn(event.title, lang) })
  return {
    page: {
      title,
      noindex: true,
      crumbs: [{ href: eventDeskPaths.list(), label: t('events:desk.title') }],
    },
    back: event === null ? null : { href: eventDeskPaths.show(event.id), label: wordsIn(event.title, lang) },
    action: event === null ? eventDeskPaths.new() : eventDeskPaths.edit(event.id),
    key: start['key'] ?? key ?? '',
    // After a conflict the person has seen what is there now
    version: String(
      problem === 'conflict' ? (event?.version ?? 1) : (start['version'] ?? event?.version ?? 1),
    ),
    message: problem === undefined ? null : { tone: 'warning', text: t(`events:edit.problem.${problem}`) },
    errors: errorLines(errors, t),
    home: event === null ? { ...field('home'), options: [...homes] } : null,
    kind: { ...field('kind'), options: kinds.map((kind) => ({ value: kind, label: kindName(kind, t) })) },
    titles: group('title', 1),
    texts: [group('about', 6), group('programme', 5), group('bring', 2)],
    places: [group('place', 1), group('entrance', 2)],
    fields: {
      ...{ point: field('point'), day: field('day'), from: field('from'), till: field('till') },
      ...{ endDay: field('endDay'), streamUrl: field('streamUrl'), signUpDay: field('signUpDay') },
      ...{ signUpTime: field('signUpTime'), places: field('places'), groupMost: field('groupMost') },
      complaints: field('complaints'),
    },
    map: city === undefined ? null : pointMap(city, lang, null),
    languages: langs.map((one) => ({
      name: langField(one),
      label: endonyms[one],
      checked: start[langField(one)] === '1',
    })),
    languagesError: field('langKk').error,
    signUp: start['signUp'] === '1',
    organisers: Array.from({ length: mostOrganisers }, (_, index) => ({
      n: index + 1,
      kind: {
        ...field(`organiser${index + 1}Kind`),
        options: organiserKinds.map((kind) => ({ value: kind, label: t(`events:organiser.${kind}`) })),
      },
      who: field(`organiser${index + 1}Name`),
      contact: field(`organiser${index + 1}Contact`),
    })),
  }
}

const suffix = (lang: Lang): string => `${lang[0]?.toUpperCase()}${lang.slice(1)}`

const blank: Typed = { kind: 'clean_up', langKk: '1', langRu: '1', signUp: '1', groupMost: '5' }

/** What is stored as the form shows it, by the city's clocks. */
export function typedOf(event: DeskEvent, timeZone: string): Typed {
  const at = (moment: number) => {
    const local = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone)
    return { day: local.toPlainDate().toString(), time: local.toPlainTime().toString().slice(0, 5) }
  }
  const [starts, ends, until] = [at(event.startsAt), at(event.endsAt), at(event.signUpUntil)]
  const texts = textNames.flatMap((name) =>
    langs.map((lang): [string, string] => [`${name}${suffix(lang)}`, event[name][lang]]),
  )
  const organisers = event.organisers.flatMap(({ kind, name, contact }, index): [string, string][] => [
    [`organiser${index + 1}Kind`, kind],
    [`organiser${index + 1}Name`, name],
    [`organiser${index + 1}Contact`, contact],
  ])
  return {
    ...Object.fromEntries(texts),
    ...Object.fromEntries(organisers),
    ...Object.fromEntries(event.langs.map((lang) => [langField(lang), '1'])),
    version: String(event.version),
    kind: event.kind,
    point: event.lat === null || event.lon === null ? '' : `${event.lat}, ${event.lon}`,
    ...{ day: starts.day, from: starts.time, till: ends.time },
    endDay: ends.day === starts.day ? '' : ends.day,
    streamUrl: event.streamUrl ?? '',
    signUp: event.signUp ? '1' : '',
    ...(event.signUpUntil === event.startsAt ? {} : { signUpDay: until.day, signUpTime: until.time }),
    places: event.places === null ? '' : String(event.places),
    groupMost: String(event.groupMost),
    complaints: event.complaints.map(({ number }) => formatNumber(number)).join(', '),
  }
}
