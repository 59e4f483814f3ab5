import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { staffRoles } from '../../accounts/index.ts'
import { receptionDeskPaths as paths } from '../paths.ts'
import { queueHandlers } from '../queue/handlers.ts'
import { callHandlers } from './call-handlers.ts'
import { bodyHandlers, homeHandlers, seriesHandlers } from './timetable-handlers.ts'
import { dayHandlers, promiseHandlers, visitHandlers } from './visit-handlers.ts'

const access = { staff: staffRoles } as const
const city = ':city'

/** What each person may do is a matter of the body (access.ts). */
export function deskRoutes(deps: Deps): Route[] {
  const home = homeHandlers(deps)
  const body = bodyHandlers(deps)
  const series = seriesHandlers(deps)
  const day = dayHandlers(deps)
  const visit = visitHandlers(deps)
  const promise = promiseHandlers(deps)
  const queue = queueHandlers(deps)
  const calls = callHandlers(deps)
  return [
    page(paths.start(), home.start),
    page(paths.home(city), home.home),
    page(paths.bodies(city), body.list),
    page(paths.newBody(city), body.fresh),
    act(paths.newBody(city), body.add),
    page(paths.body(city, ':body'), body.show),
    act(paths.body(city, ':body'), body.save),
    page(paths.newSeries(city, ':body'), series.fresh),
    act(paths.newSeries(city, ':body'), series.add),
    page(paths.series(city, ':series'), series.show),
    act(paths.series(city, ':series'), series.save),
    act(paths.endSeries(city, ':series'), series.end),
    page(paths.day(city, ':reception'), day.show),
    act(paths.book(city, ':reception'), day.book),
    act(paths.cancel(city, ':reception'), day.cancel),
    page(paths.booking(city, ':booking'), visit.show),
    act(paths.contacts(city, ':booking'), visit.contacts),
    ...(['came', 'missed', 'cancel', 'accept'] as const).map((name) =>
      act(paths.checkIn(city, ':booking', name), visit.act(name)),
    ),
    act(paths.minutes(city, ':booking'), visit.minutes),
    act(paths.promise(city, ':booking'), visit.promise),
    page(paths.promises(city), promise.list),
    act(paths.promiseDone(city, ':promise'), promise.done),
    page(paths.calls(city), calls.list),
    act(paths.callContacts(city, ':booking'), calls.contacts),
    act(paths.called(city, ':booking'), calls.called),
    page(paths.queue(city, ':body'), queue.show),
    ...(['issue', 'next'] as const).map((name) => act(paths.queueAct(city, ':body', name), queue.act(name))),
    ...(['done', 'skip'] as const).map((name) => act(paths.ticket(city, ':queued', name), queue.end(name))),
  ]
}

const page = (path: string, handler: Route['handlers'][number]): Route => ({
  ...{ method: 'get', path, access, handlers: [handler] },
})

const act = (path: string, handler: Route['handlers'][number]): Route => ({
  ...{ method: 'post', path, access, handlers: [handler] },
})
