import type { RequestHandler } from 'express'
import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { receivePhotos } from '../../platform/http/upload.ts'
import { callHandlers } from './desk/call-handlers.ts'
import { eventDeskHandlers } from './desk/event-handlers.ts'
import { linkHandlers } from './desk/link-handlers.ts'
import { peopleHandlers } from './desk/people-handlers.ts'
import { questionDeskHandlers, resultsHandlers } from './desk/results-handlers.ts'
import { wishHandlers } from './desk/wish-handlers.ts'
import { doorHandlers, proposalHandlers } from './organiser/handlers.ts'
import { askHandlers, mineHandlers, questionHandlers, signUpHandlers } from './public/form-handlers.ts'
import { eventHandlers } from './public/handlers.ts'
import { mostMaterialBytes, mostPhotos } from './rules.ts'

const events = '/:lang/:city/events'
const mine = `${events}/mine/:pass`
const organiser = `${events}/organiser/:organiser`

/** Forms hold a ticket of their own, and pages of a sign-up its secret: nobody keeps them. */
export function eventRoutes(deps: Deps): Route[] {
  const on = eventHandlers(deps)
  const [signUp, own] = [signUpHandlers(deps), mineHandlers(deps)]
  const [ask, question] = [askHandlers(deps), questionHandlers(deps)]
  const [door, proposal] = [doorHandlers(deps), proposalHandlers(deps)]
  const open = (path: string, handler: RequestHandler): Route => ({
    method: 'get',
    path,
    access: 'public',
    kept: 'page',
    handlers: [handler],
  })
  const personal = (method: Route['method'], path: string, ...handlers: RequestHandler[]): Route => ({
    method,
    path,
    access: 'secret-link',
    handlers,
  })
  return [
    open(events, on.agenda),
    open(`${events}.ics`, on.calendar),
    open(`${events}.atom`, on.feed),
    personal('get', `${events}/ask`, ask.show),
    personal('post', `${events}/ask`, ask.send),
    personal('get', mine, own.show),
    personal('post', `${mine}/group`, own.group),
    personal('post', `${mine}/leave`, own.leave),
    personal('get', `${mine}/calendar.ics`, own.calendar),
    personal('get', organiser, door.show),
    personal('post', `${organiser}/people/:signUp`, door.checkIn),
    personal('post', `${organiser}/walk-ins`, door.addWalkIn),
    personal('post', `${organiser}/walk-ins/:walkIn/remove`, door.removeWalkIn),
    personal('get', `${organiser}/results`, proposal.show),
    personal('post', `${organiser}/results`, proposal.send),
    personal(
      'post',
      `${organiser}/pictures`,
      proposal.known,
      receivePhotos(deps, { field: 'photos', max: mostPhotos }),
      proposal.addPictures,
    ),
    open(`${events}/:event`, on.show),
    open(`${events}/:event/calendar.ics`, on.calendarOf),
    personal('get', `${events}/:event/sign-up`, signUp.show),
    personal('post', `${events}/:event/sign-up`, signUp.send),
    personal('get', `${events}/:event/question`, question.show),
    personal('post', `${events}/:event/question`, question.send),
    {
      method: 'get',
      path: `${events}/:event/materials/:material.pdf`,
      access: 'public',
      handlers: [on.paper],
    },
    {
      method: 'get',
      path: '/events/pictures/:eventPicture/:size.jpg',
      access: 'machine',
      handlers: [on.picture],
    },
    ...deskRoutes(deps),
  ]
}

const anyStaff = { staff: 'any' } as const
const desk = '/staff/events'

function deskRoutes(deps: Deps): Route[] {
  const on = eventDeskHandlers(deps)
  const [people, results] = [peopleHandlers(deps), resultsHandlers(deps)]
  const [calls, links] = [callHandlers(deps), linkHandlers(deps)]
  const [questions, wishes] = [questionDeskHandlers(deps), wishHandlers(deps)]
  const pdf = { field: 'paper', max: 1, maxBytes: mostMaterialBytes }
  const route = (method: Route['method'], path: string, ...handlers: RequestHandler[]): Route => ({
    method,
    path: `${desk}${path}`,
    access: anyStaff,
    handlers,
  })
  return [
    route('get', '', on.list),
    route('get', '/new', on.new),
    route('post', '/new', on.make),
    route('get', '/wishes', wishes.list),
    route('get', '/wishes/:wish', wishes.show),
    route('post', '/wishes/:wish/accept', wishes.accept),
    route('post', '/wishes/:wish/decline', wishes.decline),
    route('get', '/calls', calls.list),
    route('get', '/:event', on.show),
    route('get', '/:event/edit', on.edit),
    route('post', '/:event/edit', on.save),
    route('post', '/:event/publish', on.publish),
    route('post', '/:event/cancel', on.cancel),
    route('post', '/:event/repeat', on.repeat),
    route('post', '/:event/links', links.give),
    route('post', '/:event/links/:organiserLink/revoke', links.revoke),
    route('get', '/:event/people', people.list),
    route('post', '/:event/people/contacts', people.contacts),
    route('post', '/:event/people/:signUp', people.checkIn),
    route('post', '/:event/people/:signUp/remove', people.remove),
    route('post', '/:event/people/:signUp/contacts', calls.contacts),
    route('post', '/:event/people/:signUp/called', calls.called),
    route('get', '/:event/results', results.show),
    route('get', '/:event/pictures/:eventPicture/:size.jpg', results.picture),
    route('post', '/:event/results', results.save),
    route('post', '/:event/results/publish', results.publish),
    route(
      'post',
      '/:event/results/pictures',
      results.known,
      receivePhotos(deps, { field: 'photos', max: mostPhotos }),
      results.addPictures,
    ),
    route(
      'post',
      '/:event/results/materials',
      results.known,
      receivePhotos(deps, { field: 'photos', max: 0, pdf }),
      results.addPaper,
    ),
    route('post', '/:event/results/pictures/:eventPicture/remove', results.dropPicture),
    route('post', '/:event/results/pictures/:proposedPicture/accept', results.acceptPicture),
    route('post', '/:event/results/materials/:material/remove', results.dropPaper),
    route('get', '/:event/questions', questions.list),
    route('post', '/:event/questions/:question', questions.settle),
  ]
}
