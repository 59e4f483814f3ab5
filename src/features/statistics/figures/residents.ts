import type { City } from '../../city/index.ts'
import { ratePerThousand } from '../estimators/poisson.ts'
import type { FigureQuery } from './figure-query.ts'

/** Complaints received per 1,000 residents; null where nobody has named their number, or few came in. */
export type Rate = {
  residents: number | null
  perThousand: number | null
  low: number | null
  high: number | null
}

export function rateOf(received: number, residents: number | null): Rate {
  const rate = residents === null ? null : ratePerThousand(received, residents)
  return {
    residents,
    perThousand: rounded(rate?.perThousand),
    low: rounded(rate?.low),
    high: rounded(rate?.high),
  }
}

/** Who lives in the part of the city that is asked for. Offices have no residents. */
export function residentsOf(
  { profile, areas }: Pick<City, 'profile' | 'areas'>,
  { office, district }: Pick<FigureQuery, 'office' | 'district'>,
): number | null {
  if (office !== null) return null
  if (district === null) return profile.residents?.count ?? null
  return areas.find(({ id }) => id === district.id)?.residents?.count ?? null
}

/** All numbers of residents of a city: figures that were kept are of these and no others. */
export const residentsKey = ({ profile, areas }: Pick<City, 'profile' | 'areas'>): string =>
  [profile.residents, ...areas.map(({ residents }) => residents)].map((one) => one?.count ?? '').join('.')

const rounded = (rate: number | undefined): number | null =>
  rate === undefined ? null : Math.round(rate * 10_000) / 10_000
