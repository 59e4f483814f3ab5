import type { Deps } from '../../../platform/deps.ts'
import type { Typed } from '../../../platform/http/form.ts'
import type { Names } from '../../city/index.ts'
import type { ActingOn } from '../actions/act-on-work.ts'
import { cancelWork } from '../actions/cancel-work.ts'
import { finishWork } from '../actions/finish-work.ts'
import { moveWork } from '../actions/move-work.ts'
import { publishWork } from '../actions/publish-work.ts'
import { startWork } from '../actions/start-work.ts'
import { readMoment, readPeriod } from '../reading/moments.ts'
import type { Fault, FaultCode } from '../reading/raw-work.ts'
import { isOutage, stateOf } from '../rules.ts'
import type { Period } from '../view.ts'
import type { Work } from '../work.ts'

export const formActs = ['publish', 'start', 'move', 'finish', 'cancel'] as const
export type FormAct = (typeof formActs)[number]

type Run = (deps: Deps, acting: ActingOn) => Promise<void>
export type ActRead = { ok: true; run: Run } | { ok: false; faults: Fault[] }

const longestReason = 1000

/** The form of an act as what it does. */
export function readAct(
  name: FormAct,
  typed: Typed,
  { work, timeZone, now }: { work: Work; timeZone: string; now: number },
): ActRead {
  if (name === 'publish') return { ok: true, run: publishWork }
  if (name === 'start') return { ok: true, run: startWork }
  const said = readReason(typed)
  if (name === 'finish' || name === 'cancel') {
    if (!said.ok) return said
    const act = name === 'finish' ? finishWork : cancelWork
    return { ok: true, run: (deps, acting) => act(deps, acting, said.reason) }
  }
  const period = readDates(typed, { work, timeZone, now })
  const faults = [...(period.ok ? [] : period.faults), ...(said.ok ? [] : said.faults)]
  if (!period.ok || !said.ok) return { ok: false, faults }
  return {
    ok: true,
    run: (deps, acting) => moveWork(deps, acting, { ...period.period, reason: said.reason }),
  }
}

const fault = (field: string, code: FaultCode, value = ''): { ok: false; faults: Fault[] } => ({
  ok: false,
  faults: [{ field, code, value }],
})

/** Everybody reads why, in the language of the state or in Russian at least. */
function readReason(typed: Typed): { ok: true; reason: Names } | { ok: false; faults: Fault[] } {
  const text = (name: string) => (typed[name] ?? '').trim()
  const reason = { kk: text('reasonKk'), ru: text('reasonRu'), en: text('reasonEn') }
  if (Object.values(reason).some((one) => [...one].length > longestReason)) {
    return fault('reasonKk', 'long', String(longestReason))
  }
  return reason.kk === '' && reason.ru === '' ? fault('reasonKk', 'reason') : { ok: true, reason }
}

function readDates(
  typed: Typed,
  { work, timeZone, now }: { work: Work; timeZone: string; now: number },
): { ok: true; period: Period } | { ok: false; faults: Fault[] } {
  const text = (name: 'starts' | 'ends') => `${typed[`${name}On`] ?? ''} ${typed[`${name}Time`] ?? ''}`.trim()
  const [starts, ends] = [readMoment(text('starts')), readMoment(text('ends'))]
  if (starts === null)
    return fault('startsOn', text('starts') === '' ? 'startsMissing' : 'startsBad', text('starts'))
  if (ends === null) return fault('endsOn', text('ends') === '' ? 'endsMissing' : 'endsBad', text('ends'))
  const period = readPeriod({ starts, ends }, { timeZone, now, needsHours: isOutage(work.kind) })
  if (typeof period === 'string')
    return fault(period === 'hours' ? 'startsTime' : 'endsOn', period, text('ends'))
  // What is over goes on until a moment to come; another end in the past would say nothing
  if (stateOf(work, now) === 'done' && period.endsAt <= now) return fault('endsOn', 'endsPast', text('ends'))
  const isSame = period.startsAt === work.startsAt && period.endsAt === work.endsAt
  return isSame ? fault('startsOn', 'sameDates') : { ok: true, period }
}
