import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { moderationHandlers, reportHandlers } from './handlers.ts'
import type { ModerationAct } from './paths.ts'

const acts = ['publish', 'hide', 'conceal', 'reveal', 'dismiss'] as const satisfies readonly ModerationAct[]
const anyStaff = { staff: 'any' } as const
const report = '/:lang/:city/complaints/:number/report'

/** The report form gives the device a cookie, so it is personal like the pages behind a token. */
export function moderationRoutes(deps: Deps): Route[] {
  const reporting = reportHandlers(deps)
  const on = moderationHandlers(deps)
  return [
    { method: 'get', path: report, access: 'secret-link', handlers: [reporting.show] },
    { method: 'post', path: report, access: 'secret-link', handlers: [reporting.send] },
    { method: 'get', path: '/staff/moderation', access: anyStaff, handlers: [on.queue] },
    { method: 'get', path: '/staff/moderation/:number', access: anyStaff, handlers: [on.show] },
    ...acts.map(
      (act): Route => ({
        method: 'post',
        path: `/staff/moderation/:number/${act}`,
        access: anyStaff,
        handlers: [on.act(act)],
      }),
    ),
  ]
}
