import type { Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Option, SummaryError, Table } from '../../../platform/http/parts.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { formatNumber } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import type { Desk } from '../desk/access.ts'
import { sentenceOf } from '../desk/edit-acts.ts'
import { workDeskPaths } from '../paths.ts'
import { workKinds } from '../rules.ts'
import { periodText } from '../view.ts'
import { saidIn } from '../words.ts'
import type { Compared } from './compare.ts'
import { type ImportField, type ImportMapping, importFields, neededFields } from './mapping.ts'
import { type BadRow, type GoodRow, mostRows } from './read-list.ts'

export type UploadModel = PageModel & {
  action: string
  errors: SummaryError[]
  error: string
  fields: { name: string; label: string; note: string }[]
}

export const uploadPage = definePage<UploadModel>('works/import-upload', { layout: 'staff' })

export type UploadProblem = 'none' | 'tooBig' | 'encoding' | 'header'

const crumbsOf = ({ around: { city, lang, t } }: Desk) => [
  { href: workDeskPaths.list(city.slug), label: t('works:desk.title', { city: nameIn(city.names, lang) }) },
]

/** The name of a field of a list. */
export const fieldLabel = (field: ImportField): TextKey => `works:column.${field}`

export function uploadModel(desk: Desk, problem: UploadProblem | null): UploadModel {
  const { city, t } = desk.around
  const error = problem === null ? '' : t(`works:import.problem.${problem}`)
  return {
    page: { title: t('works:import.title'), crumbs: crumbsOf(desk), noindex: true },
    action: workDeskPaths.imports(city.slug),
    errors: error === '' ? [] : [{ href: '#file', text: error }],
    error,
    fields: importFields.map((name) => ({
      name,
      label: t(fieldLabel(name)),
      note: isNeeded(name) ? t('works:import.needed') : '',
    })),
  }
}

const isNeeded = (field: ImportField) => (neededFields as readonly string[]).includes(field)

export type PreviewModel = PageModel & {
  fileName: string
  alerts: Alert[]
  columns: { action: string; fields: { name: string; label: string; value: string; options: Option[] }[] }
  summary: { label: string; value: string; tone: 'success' | 'warning' | null }[]
  good: Table | null
  bad: { line: string; sentences: string[] }[]
  badTitle: string
  apply: { action: string; label: string } | null
  otherHref: string
}

export const previewPage = definePage<PreviewModel>('works/import-preview', { layout: 'staff' })

export type PreviewData = {
  id: string
  fileName: string
  header: readonly string[]
  mapping: ImportMapping
  compared: Compared
  /** The file has more rows than are read. */
  more: boolean
}

const shownGood = 20

export function previewModel(desk: Desk, data: PreviewData): PreviewModel {
  const { around } = desk
  const { city, lang, t } = around
  const { fresh, changed, same, bad } = data.compared
  const count = (n: number) => formatNumber(n, lang)
  const waiting = fresh.length + changed.length
  return {
    page: { title: t('works:import.previewTitle'), crumbs: crumbsOf(desk), noindex: true },
    fileName: data.fileName,
    alerts: alertsOf(data, waiting, around),
    columns: columnsOf(desk, data),
    summary: [
      { label: t('works:import.fresh'), value: count(fresh.length), tone: null },
      { label: t('works:import.changed'), value: count(changed.length), tone: null },
      { label: t('works:import.same'), value: count(same.length), tone: null },
      { label: t('works:import.bad'), value: count(bad.length), tone: bad.length > 0 ? 'warning' : null },
    ],
    good: goodTable(
      desk,
      [...fresh, ...changed].map(({ row }) => row),
    ),
    bad: bad.map((row) => badLine(row, desk)),
    badTitle: t('works:import.badTitle', { count: bad.length }),
    apply:
      waiting === 0
        ? null
        : {
            action: workDeskPaths.importAct(city.slug, data.id, 'apply'),
            label: t('works:import.apply', { count: waiting }),
          },
    otherHref: workDeskPaths.imports(city.slug),
  }
}

function alertsOf({ compared, more }: PreviewData, waiting: number, { t }: Desk['around']): Alert[] {
  return [
    ...(more ? [{ tone: 'warning' as const, text: t('works:import.more', { most: mostRows }) }] : []),
    ...(waiting === 0 && compared.bad.length === 0
      ? [{ tone: 'success' as const, text: t('works:import.nothingNew') }]
      : []),
  ]
}

function columnsOf({ around, scope }: Desk, { id, header, mapping }: PreviewData): PreviewModel['columns'] {
  const { city, lang, t, directory } = around
  const none: Option = { value: '', label: t('works:import.noColumn') }
  const columns = [none, ...header.filter(Boolean).map((name) => ({ value: name, label: name }))]
  const offices = directory.offices.filter(({ id: officeId }) => scope.publishedOfficeIds.includes(officeId))
  return {
    action: workDeskPaths.importAct(city.slug, id, 'columns'),
    fields: [
      ...importFields.map((field) => ({
        name: `column-${field}`,
        label: t(fieldLabel(field)),
        value: mapping.columns[field] ?? '',
        options: columns,
      })),
      {
        name: 'kind',
        label: t('works:import.kindForAll'),
        value: mapping.kind,
        options: [
          { value: '', label: t('works:import.fromColumn') },
          ...workKinds.map((kind) => ({ value: kind, label: t(`works:kind.${kind}`) })),
        ],
      },
      {
        name: 'office',
        label: t('works:import.officeForAll'),
        value: mapping.office,
        options: [
          { value: '', label: t('works:import.fromColumn') },
          ...offices.map(({ code, short }) => ({ value: code, label: nameIn(short, lang) })),
        ],
      },
    ],
  }
}

/** What the form of columns says; names of columns that the file has not are none. */
export function mappingOf(typed: Typed, header: readonly string[]): ImportMapping {
  const chosen = importFields.flatMap((field) => {
    const name = typed[`column-${field}`] ?? ''
    return name !== '' && header.includes(name) ? [[field, name] as const] : []
  })
  const kind = workKinds.find((one) => one === typed['kind']) ?? ''
  return { columns: Object.fromEntries(chosen), kind, office: (typed['office'] ?? '').slice(0, 40) }
}

function goodTable({ around }: Desk, rows: readonly GoodRow[]): Table | null {
  const { lang, t } = around
  if (rows.length === 0) return null
  return {
    caption: t('works:import.goodTitle', { count: Math.min(shownGood, rows.length) }),
    columns: (['line', 'title', 'kind', 'when'] as const).map((name) => ({
      label: t(`works:import.column.${name}`),
    })),
    rows: rows
      .slice(0, shownGood)
      .map(({ line, draft }) => [
        String(line),
        saidIn(draft.title, lang).text,
        t(`works:kind.${draft.kind}`),
        periodText(draft, around, 'short'),
      ]),
  }
}

function badLine({ line, faults }: BadRow, { around }: Desk): PreviewModel['bad'][number] {
  const { t } = around
  return {
    line: t('works:import.line', { line }),
    sentences: faults.map((fault) => sentenceOf(fault, around)),
  }
}
