import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import type { Job } from '../../platform/http/route.ts'
import { endWaiting, lapseOffers } from './actions/cancel-booking.ts'
import { forgetOld } from './actions/forget-old.ts'
import { planAll } from './actions/plan-receptions.ts'
import { recordBounced } from './actions/refuse-mails.ts'
import { remindVisitors } from './actions/remind-visitors.ts'
import { letterKinds, sendLetter } from './letters.ts'

const ToSend = z.object({ booking: z.int(), kind: z.enum(letterKinds), quiet: z.boolean().default(false) })
const Refused = z.object({ booking: z.int(), refusal: z.string() })

export const receptionJobs = (deps: Deps): Job[] => [
  {
    name: 'receptions.letter',
    patient: true,
    run: (payload) => sendLetter(deps, ToSend.parse(payload)),
  },
  {
    name: 'receptions.refused',
    async run(payload) {
      const { booking: id, refusal } = Refused.parse(payload)
      await recordBounced(deps, { id, refusal })
    },
  },
  {
    name: 'receptions.line',
    cron: '*/5 * * * *',
    async run() {
      const lapsed = await lapseOffers(deps)
      const ended = await endWaiting(deps)
      if (lapsed + ended > 0) deps.log.info({ lapsed, ended }, 'places passed on, waiting lists closed')
    },
  },
  {
    name: 'receptions.remind',
    cron: '*/15 * * * *',
    async run() {
      const reminded = await remindVisitors(deps)
      if (reminded > 0) deps.log.info({ reminded }, 'visitors of tomorrow reminded')
    },
  },
  {
    name: 'receptions.plan',
    cron: '10 20 * * *',
    async run(_payload, now) {
      const planned = await planAll(deps, now)
      if (planned > 0) deps.log.info({ planned }, 'receptions written down')
    },
  },
  {
    name: 'receptions.forget',
    cron: '58 20 * * *',
    async run(_payload, now) {
      deps.log.info(await forgetOld(deps, now), 'contacts and minutes of past receptions removed')
    },
  },
]
