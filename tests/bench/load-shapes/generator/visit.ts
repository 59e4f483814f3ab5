import { setTimeout as sleep } from 'node:timers/promises'
import type { LedgerFile } from '../verdict/ledger-file.ts'
import { type Answer, type Client, newVisitor, now, type Question, type Visitor } from './http-client.ts'
import type { LoadOrder } from './load-order.ts'
import type { CorpusPhoto } from './photo-corpus.ts'
import type { FilingSample, RequestClass, Sample } from './samples.ts'
import { type Random, thinkTime } from './schedule.ts'

/** What everybody who comes has at hand. */
export type World = {
  order: LoadOrder
  client: Client
  random: Random
  photos: readonly CorpusPhoto[]
  ledger: LedgerFile
  note(sample: Sample): void
  noteFiling(filing: FilingSample): void
  /** Complaints that staff have sent through an act on many. */
  noteRouted(complaints: number): void
}

/** One person from their first page to their last. */
export type Visit = {
  world: World
  visitor: Visitor
  /**
   * Asks and writes down. The first question was planned when the schedule says; each later one when the person had
   * thought enough about the answer before it.
   */
  ask(
    of: RequestClass,
    page: string,
    question: Omit<Question, 'visitor'> & { thinkMs?: number },
  ): Promise<Answer>
}

export function beginVisit(world: World, plannedStart: number): Visit {
  const visitor = newVisitor(world.random)
  let planned = plannedStart
  return {
    world,
    visitor,
    async ask(of, page, { thinkMs = 0, ...question }) {
      const thinks = thinkTime(thinkMs, world.random) * world.order.thinking
      planned += thinks
      if (thinks > 0) await sleep(Math.max(0, planned - now()))
      const answer = await world.client.ask({ ...question, visitor })
      const { status, cause, sentAt, answeredAt, body } = answer
      world.note({
        ...{ of, page, planned, status, bytes: body.length },
        ms: answeredAt - planned,
        afterSent: answeredAt - sentAt,
        ...(cause === undefined ? {} : { cause }),
      })
      planned = answeredAt
      return answer
    },
  }
}

export function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

export const isThere = ({ status }: Answer): boolean => status === 200 || status === 304
