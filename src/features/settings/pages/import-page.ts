import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert } from '../../../platform/http/parts.ts'
import { nameIn } from '../../city/index.ts'
import type { Entry, Fault } from '../configuration.ts'
import { settingsPaths } from '../paths.ts'
import type { Around, Doc } from '../thing.ts'
import { thingOf } from '../things/index.ts'
import { type DifferenceView, differenceViews } from './change-views.ts'
import { crumbsOf } from './crumbs.ts'

export type ImportModel = PageModel & {
  exportHref: string
  action: string
  message: Alert | null
  faults: string[]
  preview: {
    summary: string
    changes: { title: string; what: string; caption: string; differences: DifferenceView[] }[]
    configuration: string
    seen: string
    confirm: { label: string; error: string | null }
  } | null
}

export const importPage = definePage<ImportModel>('settings/import', { layout: 'staff' })

/** A thing of the file that differs from what the city has. */
export type Differing = { entry: Entry; current: Doc | null }

export type ImportInput = {
  around: Around
  faults?: readonly Fault[]
  /** A ready sentence. */
  refusal?: string | null
  imported?: number | null
  preview?: {
    differing: readonly Differing[]
    configuration: string
    seenChange: number
    isUnconfirmed: boolean
  } | null
}

const mostFaults = 50

export function importModel({
  around,
  faults = [],
  refusal = null,
  imported = null,
  preview = null,
}: ImportInput): ImportModel {
  const { city, t } = around
  return {
    page: { title: t('settings:thing.imported'), crumbs: crumbsOf(around), noindex: true },
    exportHref: settingsPaths.exported(city.slug),
    action: settingsPaths.imported(city.slug),
    message: messageOf({ around, refusal, imported, faults }),
    faults: faults.slice(0, mostFaults).map((fault) => faultText(fault, around)),
    preview: preview === null ? null : previewOf(around, preview),
  }
}

function messageOf({
  around: { t },
  refusal,
  imported,
  faults,
}: Required<Pick<ImportInput, 'around' | 'refusal' | 'imported' | 'faults'>>): Alert | null {
  if (refusal !== null) return { text: refusal, tone: 'danger' }
  if (imported !== null) return { text: t('settings:import.done', { count: imported }), tone: 'success' }
  return faults.length > 0
    ? { text: t('settings:import.faults', { count: faults.length }), tone: 'danger' }
    : null
}

function faultText({ line, path, message, detail }: Fault, { t }: Around): string {
  const where = [
    ...(line === null ? [] : [t('settings:import.line', { line })]),
    ...(path === '' ? [] : [path]),
  ].join(', ')
  const what = [t(message), detail].filter(Boolean).join(' ')
  return where === '' ? what : `${where}: ${what}`
}

function previewOf(around: Around, preview: NonNullable<ImportInput['preview']>): ImportModel['preview'] {
  const { city, lang, t } = around
  return {
    summary: t('settings:import.summary', { count: preview.differing.length }),
    changes: preview.differing.map(({ entry: { kind, key, doc }, current }, index) => {
      const title = thingOf(kind).title(key, doc, around)
      return {
        title,
        what: `${t(`settings:kind.${kind}`)} · ${t(`settings:act.${current === null ? 'added' : 'changed'}`)}`,
        caption: `${title} · ${index + 1}`,
        differences: current === null ? [] : differenceViews(kind, current, doc, around),
      }
    }),
    configuration: preview.configuration,
    seen: String(preview.seenChange),
    confirm: {
      label: t('settings:confirm', { city: nameIn(city.names, lang) }),
      error: preview.isUnconfirmed ? t('settings:error.confirm') : null,
    },
  }
}
