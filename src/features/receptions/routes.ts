import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { bookingHandlers } from './booking/handlers.ts'
import { deskRoutes } from './desk/routes.ts'
import { bookingFormHandlers, timetableHandlers } from './public/handlers.ts'
import { showStatistics } from './public/statistics-page.ts'
import { showScreen } from './queue/handlers.ts'

const root = '/:lang/:city/receptions'

export function receptionRoutes(deps: Deps): Route[] {
  const timetable = timetableHandlers(deps)
  const form = bookingFormHandlers(deps)
  const booking = bookingHandlers(deps)
  const page = (path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'get', path: `${root}${path}`, access: 'public', kept: 'page', handlers: [handler] },
  })
  const own = (method: Route['method'], path: string, handler: Route['handlers'][number]): Route => ({
    ...{ method, path: `${root}${path}`, access: 'secret-link', handlers: [handler] },
  })
  return [
    page('', timetable.list),
    page('/bodies', timetable.bodies),
    page('/bodies/:body', timetable.body),
    page('/timetable.ics', timetable.calendar),
    page('/statistics', showStatistics(deps)),
    // Asks again by itself, so it is never older than its own time of day says.
    { method: 'get', path: `${root}/queue/:body`, access: 'public', handlers: [showScreen(deps)] },
    own('get', '/bookings/:token', booking.show),
    own('post', '/bookings/:token/cancel', booking.cancel),
    own('post', '/bookings/:token/accept', booking.accept),
    own('get', '/bookings/:token/calendar.ics', booking.calendar),
    // The form carries a ticket of its own, so nobody keeps it for somebody else.
    own('get', '/:reception', form.show),
    own('post', '/:reception', form.book),
    ...deskRoutes(deps),
  ]
}
