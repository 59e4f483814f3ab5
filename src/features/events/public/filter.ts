import { isLang, type Lang } from '../../../platform/i18n/texts.ts'
import type { Area } from '../../city/index.ts'
import { type EventKind, kindOf } from '../rules.ts'

/** What the agenda shows; its address holds all of it. */
export type AgendaFilter = {
  when: 'coming' | 'past'
  kind: EventKind | null
  /** Spoken there. */
  language: Lang | null
  /** Code of the district in which its place lies. */
  district: string | null
  /** Only where somebody may still sign up for a place. */
  free: boolean
  /** From 1. */
  page: number
}

export const perPage = 20
const mostPages = 50

export const wholeAgenda: AgendaFilter = {
  ...{ when: 'coming', kind: null, language: null, district: null, free: false },
  page: 1,
}

/** The districts that can be chosen: those that somebody has drawn. */
export const drawnAreas = (areas: readonly Area[]): Area[] => areas.filter(({ shape }) => shape !== null)

/** Reads the query of an address; what means nothing is left out. */
export function parseAgenda(query: Record<string, unknown>, areas: readonly Area[]): AgendaFilter {
  const page = Number(query['page'])
  return {
    when: query['when'] === 'past' ? 'past' : 'coming',
    kind: kindOf(query['kind']),
    language: isLang(query['language']) ? query['language'] : null,
    district: drawnAreas(areas).find(({ code }) => code === query['district'])?.code ?? null,
    free: query['free'] === '1',
    page: Number.isInteger(page) && page >= 1 && page <= mostPages ? page : 1,
  }
}

export const agendaParams = (filter: AgendaFilter): Record<string, string | undefined> => ({
  when: filter.when === 'past' ? 'past' : undefined,
  kind: filter.kind ?? undefined,
  language: filter.language ?? undefined,
  district: filter.district ?? undefined,
  free: filter.free ? '1' : undefined,
  page: filter.page === 1 ? undefined : String(filter.page),
})

export type AgendaPart = 'kind' | 'language' | 'district' | 'free'

/** The parts that restrict it. */
export const activeParts = (filter: AgendaFilter): AgendaPart[] =>
  (['kind', 'language', 'district', 'free'] as const).filter((part) => filter[part] !== wholeAgenda[part])

export const withoutPart = (filter: AgendaFilter, part: AgendaPart): AgendaFilter => ({
  ...filter,
  [part]: wholeAgenda[part],
  page: 1,
})
