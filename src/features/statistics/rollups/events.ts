import { counted, familyOf } from './marks.ts'

/** What lines and tables print of a month or a window. */
export type Events = {
  received: number
  reopened: number
  /** Answers that ended a round. */
  ended: number
  /** Went without an answer. */
  left: number
  onTime: number
  late: number
  /** Called solved without a photo. */
  withoutPhoto: number
}

export const noEvents = (): Events => ({
  received: 0,
  reopened: 0,
  ended: 0,
  left: 0,
  onTime: 0,
  late: 0,
  withoutPhoto: 0,
})

const eventNames = new Map<number, keyof Events>([
  [counted.received, 'received'],
  [counted.reopened, 'reopened'],
  [counted.ended, 'ended'],
  [counted.left, 'left'],
  [counted.onTime, 'onTime'],
  [counted.late, 'late'],
  [counted.noPhoto, 'withoutPhoto'],
])

export function addEvent(events: Events, key: number, n: number): void {
  const name = eventNames.get(familyOf(key))
  if (name !== undefined) events[name] += n
}

export function addEvents(sum: Events, events: Events): void {
  for (const name of eventNames.values()) sum[name] += events[name]
}

export function addToMonth(months: Map<number, Events>, month: number, events: Events): void {
  const whole = months.get(month)
  if (whole === undefined) months.set(month, events)
  else addEvents(whole, events)
}
