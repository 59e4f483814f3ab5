import type { Response } from 'express'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { staffOf } from '../../accounts/index.ts'
import { translateOf } from '../../city/index.ts'
import { mayDo } from '../desk/possible-acts.ts'
import { formatNumber, parseNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { isLastActor } from './queries.ts'
import { type KeyRow, keyRows } from './settings/page.ts'

/** What the page of a complaint says and does beside the complaint itself. */
export type Alongside = {
  /** What was just done to another complaint, before this one was opened as the next. */
  acted: string | null
  /** Somebody else is answering. */
  answering: string | null
  /** Where an open editor gives its sign; null for who may not answer. */
  answeringAction: string | null
  /** Keys of one letter; null when they are switched off. They press the acts that the page offers. */
  keys: { list: KeyRow[]; page: string; inbox: string } | null
}

export async function alongsideOf(
  deps: Deps,
  res: Response,
  row: { id: number; number: string } & Parameters<typeof mayDo>[2],
): Promise<Alongside> {
  const staff = staffOf(res)
  const t = translateOf(res)
  const [found] = await deps.db.$queryRaw<[{ answering: string | null; keys: boolean }]>`
    SELECT (SELECT s.name FROM answering g JOIN staff s ON s.id = g.staff_id
            WHERE g.complaint_id = ${row.id} AND g.staff_id <> ${staff.id}
              AND g.until > ${toDate(deps.now().epochMilliseconds)}) AS answering,
      coalesce((SELECT p.keys FROM staff_preference p WHERE p.staff_id = ${staff.id}), true) AS keys`
  return {
    acted: await actedBefore(deps, res),
    answering: found.answering && t('inbox:answering', { name: found.answering }),
    answeringAction: mayDo('answer', staff, row) ? deskPaths.answering(row.number) : null,
    keys: found.keys ? { list: keyRows(t), page: deskPaths.inboxKeys(), inbox: deskPaths.inbox() } : null,
  }
}

/** An address alone claims nothing: this person must have done the last thing to it. */
async function actedBefore(deps: Deps, res: Response): Promise<string | null> {
  const typed = res.req.query['acted']
  const parsed = typeof typed === 'string' ? parseNumber(typed) : null
  if (!parsed?.ok || !(await isLastActor(deps, staffOf(res), parsed.number))) return null
  return translateOf(res)('inbox:done.acted', { number: formatNumber(parsed.number) })
}
