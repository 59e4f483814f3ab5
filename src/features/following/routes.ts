import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { asking } from './asking.ts'
import { manageHandlers } from './handlers/manage.ts'
import { meTooHandlers } from './handlers/me-too.ts'
import { myHandlers } from './handlers/my.ts'
import { subscribeHandlers } from './handlers/subscribe.ts'
import { unsubscribeHandlers } from './handlers/unsubscribe.ts'

const following = '/:lang/:city/following'
const complaint = '/:lang/:city/complaints/:number'

/** Pages that say something of one browser or one address are personal, with or without a token in their address. */
export function followingRoutes(deps: Deps): Route[] {
  const asks = asking(deps)
  const subscribe = subscribeHandlers(deps, asks)
  const manage = manageHandlers(deps)
  const meToo = meTooHandlers(deps, asks)
  const my = myHandlers(deps, asks)
  const unsubscribe = unsubscribeHandlers(deps)
  const personal = (method: Route['method'], path: string, handler: Route['handlers'][number]): Route => ({
    method,
    path,
    access: 'secret-link',
    handlers: [handler],
  })
  return [
    personal('get', following, subscribe.show),
    personal('post', following, subscribe.ask),
    personal('get', `${following}/confirm/:request`, subscribe.code),
    personal('post', `${following}/confirm/:request`, subscribe.confirm),
    personal('post', `${following}/confirm/:request/again`, subscribe.again),
    personal('get', `${following}/:follower`, manage.show),
    personal('get', `${following}/:follower/calendar.ics`, manage.calendar),
    personal('post', `${following}/:follower/cadence`, manage.cadence),
    personal('post', `${following}/:follower/remove`, manage.remove),
    personal('post', `${following}/:follower/withdraw`, manage.withdraw),
    personal('post', `${following}/:follower/stop`, manage.stop),
    personal('post', `${complaint}/support`, meToo.press),
    personal('get', `${complaint}/me-too`, meToo.show),
    personal('post', `${complaint}/me-too`, meToo.confirm),
    personal('post', `${complaint}/me-too/withdraw`, meToo.withdraw),
    personal('get', '/:lang/:city/my', my.show),
    personal('post', '/:lang/:city/my', my.ask),
    personal('post', '/:lang/:city/my/forget', my.forget),
    personal('get', '/:lang/:city/my/:link', my.byMail),
    personal('get', '/:lang/:city/unsubscribe/:signed', unsubscribe.show),
    personal('post', '/:lang/:city/unsubscribe/:signed', unsubscribe.stop),
  ]
}
