import type { Deps } from '../../../platform/deps.ts'
import type { Link } from '../../../platform/http/parts.ts'
import { formatDay, formatNumber } from '../../../platform/time/format.ts'
import type { Reading } from '../pages/reading.ts'
import { statisticsPaths } from '../paths.ts'
import type { AskedChart } from './chart-request.ts'

/** A snapshot of a month, in which numbers do not change any more: the month and its place in the chain. */
export type Version = { period: string; no: number }

export const versionName = ({ period, no }: Version): string => `${period}.${no}`

/** `2026-10.3`; null for anything else. */
export function versionOf(name: unknown): Version | null {
  const found = typeof name === 'string' ? /^(\d{4}-\d{2})\.([1-9]\d{0,6})$/.exec(name) : null
  return found === null ? null : { period: found[1] ?? '', no: Number(found[2]) }
}

/** The address of a chart in a snapshot; of the office that is asked for when it is of one. */
export function linkTo({ id, numbers }: AskedChart, version: Version): Link {
  const { reading, query } = numbers
  const { city, lang, t } = reading
  return {
    href: statisticsPaths.frozenChart(
      { lang, city: city.slug, id, version: versionName(version) },
      query.office?.code ?? null,
    ),
    label: t('statistics:frozen.link', {
      month: monthOf(version, reading),
      no: formatNumber(version.no, lang),
    }),
  }
}

/** "October 2026". */
export const monthOf = ({ period }: Version, { lang }: Reading): string =>
  formatDay(`${period}-01`, lang, 'month')

const keptMs = 60_000

/** The last snapshot of a city that charts can be drawn from; null before the first. */
export async function newestVersion(
  { pool, cache }: Pick<Deps, 'pool' | 'cache'>,
  cityId: number,
): Promise<Version | null> {
  const { newest } = await cache.get(`figures:frozen/${cityId}`, keptMs, async () => {
    const { rows } = await pool.query<Version>(
      `SELECT period, no FROM open_dump
       WHERE city_id = $1 AND kind = 'month' AND files @> '[{"name": "charts.jsonl"}]'
       ORDER BY period DESC, no DESC LIMIT 1`,
      [cityId],
    )
    return { newest: rows[0] ?? null }
  })
  return newest
}
