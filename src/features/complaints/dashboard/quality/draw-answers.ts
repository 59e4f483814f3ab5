import { createHmac } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { dayToDate, toDate } from '../../../../platform/db/instant.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { startOfDay } from '../../../../platform/time/local-day.ts'
import { type City, cities } from '../../../city/index.ts'
import { drawnWeek } from './week.ts'

/** Answers of one office in one week that its head is asked to read. */
export const drawnPerOffice = 5

/** Draws answers of the week that has ended, in every city. Repeated, it draws the same ones. Answers how many. */
export async function drawAnswers(
  deps: Pick<Deps, 'db' | 'cache' | 'keys'>,
  now: Temporal.Instant,
): Promise<number> {
  let drawn = 0
  for (const city of await cities(deps)) drawn += await drawInCity(deps, city, now)
  return drawn
}

/** The lot is a keyed hash: nobody can tell beforehand which answers will be read. */
async function drawInCity(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  city: City,
  now: Temporal.Instant,
): Promise<number> {
  const week = drawnWeek(now, city.timeZone)
  const monday = Temporal.PlainDate.from(week)
  const from = toDate(startOfDay(monday, city.timeZone).epochMilliseconds)
  const to = toDate(startOfDay(monday.add({ days: 7 }), city.timeZone).epochMilliseconds)
  const lot = createHmac('sha256', keys[0].blindIndex).update(`answers:${city.id}:${week}`).digest('hex')
  return db.$executeRaw`
    INSERT INTO answer_sample (city_id, office_id, week_of, complaint_id, answer_no)
    SELECT ${city.id}, n.office_id, ${dayToDate(week)}::date, n.complaint_id, n.no FROM (
      SELECT a.office_id, a.complaint_id, a.no, row_number() OVER (
        PARTITION BY a.office_id ORDER BY md5(${lot} || a.complaint_id || ':' || a.no)) AS place
      FROM answer a JOIN office o ON o.id = a.office_id
      WHERE o.city_id = ${city.id} AND a.at >= ${from} AND a.at < ${to} AND a.outcome <> 'planned'
        AND a.staff_id IS NOT NULL) n
    WHERE n.place <= ${drawnPerOffice}
    ON CONFLICT (complaint_id, answer_no) DO NOTHING`
}
